using Workflows.Feel;
using Workflows.Feel.Syntax;
using Workflows.Feel.Types;

namespace Workflows.Dmn;

/// <summary>
/// Turns boxed expressions into FEEL syntax trees: a context becomes a context, a function a function, so
/// that one compiler serves both. Only decision tables have a node of their own.
/// </summary>
internal sealed partial class BoxedReader(Module module, TypeReader types, ProblemList problems, bool lenient)
{
    private static readonly HashSet<string> Kinds =
    [
        "literalExpression",
        "decisionTable",
        "context",
        "relation",
        "list",
        "invocation",
        "functionDefinition",
        "conditional",
        "filter",
        "for",
        "some",
        "every",
    ];

    /// <summary>The boxed expression among the children of an element, or null.</summary>
    public static DmnElement? Find(DmnElement parent) =>
        parent.Children.Find(child => Kinds.Contains(child.Name));

    /// <summary>Reads a boxed expression; <paramref name="names"/> are those it may mention.</summary>
    public Node Read(DmnElement element, FeelNames names)
    {
        var node = ReadBox(element, names);
        // The type of a function is checked where it is called.
        var type = element.Name == "functionDefinition" ? FeelType.Any : types.Of(module, element);
        return type == FeelType.Any ? node : new ConvertNode(node, type, element.Id);
    }

    private Node ReadBox(DmnElement element, FeelNames names) =>
        element.Name switch
        {
            "literalExpression" => ReadText(element, names),
            "decisionTable" => new TableReader(this, module, types, problems).Read(element, names),
            "context" => ReadContext(element, names),
            "relation" => ReadRelation(element, names),
            "list" => new ListNode([.. Boxes(element).Select(item => Read(item, names))], 0),
            "invocation" => ReadInvocation(element, names),
            "functionDefinition" => ReadFunctionParts(element, names),
            "conditional" => new IfNode(
                ReadPart(element, "if", names),
                ReadPart(element, "then", names),
                ReadPart(element, "else", names),
                0,
                Strict: true
            ),
            "filter" => new FilterNode(
                ReadPart(element, "in", names),
                ReadPart(element, "match", names.With("item")),
                0,
                Strict: true
            ),
            "for" => ReadFor(element, names),
            "some" or "every" => ReadQuantified(element, names),
            _ => Missing(element),
        };

    /// <summary>Reads the text of an element as an expression; an empty one is null.</summary>
    public Node ReadText(DmnElement element, FeelNames names)
    {
        var text = element.TextOf("text") ?? "";
        if (string.IsNullOrWhiteSpace(text))
        {
            return new LiteralNode(FeelValue.Null, 0);
        }

        if (element["expressionLanguage"] is { } language && !IsFeel(language))
        {
            problems.Add(
                element,
                "unknown_language",
                $"Expressions are written in FEEL, not in '{language}'."
            );
            return new LiteralNode(FeelValue.Null, 0);
        }

        var parser = new Parser(text, FeelDialect.Dmn, names);
        var node = parser.ParseWhole();
        return parser.Problems.Count == 0
            ? new PlaceNode(node, element.Id)
            : Broken(element, parser.Problems);
    }

    /// <summary>Reads the text of an element as unary tests; an empty one takes anything.</summary>
    public Node ReadTests(DmnElement element, FeelNames names)
    {
        var text = element.TextOf("text") ?? "";
        if (string.IsNullOrWhiteSpace(text))
        {
            return new TestsNode([], false, 0);
        }

        var parser = new Parser(text, FeelDialect.Dmn, names);
        var node = parser.ParseWholeTests();
        return parser.Problems.Count == 0 ? node : Broken(element, parser.Problems);
    }

    private static bool IsFeel(string language) =>
        language.Length == 0 || language.Contains("feel", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<DmnElement> Boxes(DmnElement parent) =>
        parent.Children.Where(child => Kinds.Contains(child.Name));

    private Node ReadPart(DmnElement parent, string name, FeelNames names)
    {
        var box = parent.Child(name) is { } part ? Find(part) : null;
        return box is null ? Missing(parent) : Read(box, names);
    }

    private LiteralNode Missing(DmnElement element)
    {
        if (!lenient)
        {
            problems.Add(element, "expression_missing", $"A part of '{element.Name}' has no expression.");
        }

        return new LiteralNode(FeelValue.Null, 0);
    }

    private BrokenNode Broken(DmnElement element, IReadOnlyList<FeelProblem> found)
    {
        if (!lenient)
        {
            problems.AddFeel(element, found);
        }

        return new BrokenNode(found[0].Message);
    }
}
