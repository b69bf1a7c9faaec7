using System.Xml;
using System.Xml.Linq;
using Workflows.Feel;

namespace Workflows.Bpmn;

/// <summary>What the readers of one file share: the problems found so far and the file's messages and errors by id.</summary>
internal sealed class ReadingContext
{
    private readonly Dictionary<string, XElement> roots = new(StringComparer.Ordinal);

    /// <summary>Takes the root elements of a file (messages, errors, …).</summary>
    public ReadingContext(XElement definitions)
    {
        foreach (var element in definitions.Elements())
        {
            if (element.Attribute("id")?.Value is { } id)
            {
                roots.TryAdd(id, element);
            }
        }
    }

    public List<DefinitionProblem> Problems { get; } = [];

    /// <summary>The root element that an event refers to, or null after a problem.</summary>
    public XElement? Root(XElement owner, string attribute, string kind)
    {
        if (owner.Attribute(attribute)?.Value is not { Length: > 0 } id)
        {
            Add(owner, "reference_missing", $"The attribute '{attribute}' must name a {kind}.");
            return null;
        }

        if (roots.TryGetValue(id, out var found) && found.Name == BpmnNames.Model + kind)
        {
            return found;
        }

        Add(owner, "reference_unknown", $"The file has no {kind} with the id '{id}'.");
        return null;
    }

    /// <summary>Notes a problem at an element.</summary>
    public void Add(XElement element, string code, string message)
    {
        var lines = (IXmlLineInfo)element;
        Problems.Add(
            new DefinitionProblem(IdOf(element), lines.LineNumber, lines.LinePosition, code, message)
        );
    }

    /// <summary>A value that may be an expression; null when absent or broken (then noted).</summary>
    public ValueExpression? Value(XElement owner, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return text[0] == '='
            ? Expression(owner, text) is { } feel
                ? ValueExpression.Compiled(text, feel)
                : null
            : ValueExpression.Text(text);
    }

    /// <summary>A FEEL expression, with or without its leading <c>=</c>; null when broken (then noted).</summary>
    public FeelExpression? Expression(XElement owner, string text)
    {
        var source = text is ['=', ..] ? text[1..] : text;
        switch (FeelExpression.Parse(source, FeelDialect.Camunda))
        {
            case FeelParse.Parsed parsed:
                return parsed.Expression;
            case FeelParse.Refused refused:
                foreach (var problem in refused.Problems)
                {
                    Add(
                        owner,
                        "feel_syntax",
                        $"In \"{Shorten(source)}\" at {problem.Line}:{problem.Column}: {problem.Message}"
                    );
                }

                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static string Shorten(string source) => source.Length <= 80 ? source : source[..77] + "…";

    // Extension elements have no id of their own: the problem belongs to the element that carries them.
    private static string? IdOf(XElement element) =>
        element.AncestorsAndSelf().Select(e => e.Attribute("id")?.Value).FirstOrDefault(id => id is not null);
}
