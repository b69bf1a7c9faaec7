using Workflows.Feel;
using Workflows.Feel.Syntax;
using Workflows.Feel.Types;

namespace Workflows.Dmn;

internal sealed partial class BoxedReader
{
    /// <summary>
    /// Reads parameters and body of a function, as a function definition or a knowledge model holds them.
    /// </summary>
    public FunctionNode ReadFunctionParts(DmnElement element, FeelNames names)
    {
        var parameters = element
            .All("formalParameter")
            .Select(parameter => new ParameterNode(parameter["name"] ?? "", types.Of(module, parameter)))
            .ToList();
        if (element["kind"] is { } kind && kind != "FEEL")
        {
            var external = ReadExternal(element, parameters, names);
            if (!lenient && !external.IsKnown)
            {
                problems.Add(element, "external_function", $"Functions of kind '{kind}' are not run here.");
            }

            return new FunctionNode(parameters, external, 0);
        }

        var body = Find(element);
        return new FunctionNode(
            parameters,
            body is null
                ? Missing(element)
                : Read(body, names.With(parameters.Select(parameter => parameter.Name))),
            0
        );
    }

    private ExternalNode ReadExternal(
        DmnElement element,
        IEnumerable<ParameterNode> parameters,
        FeelNames names
    )
    {
        var mapping = Find(element) is { } box ? Read(box, names) : null;
        var plain = mapping is null ? null : Plain(mapping);
        if (plain is ContextNode context)
        {
            plain = context with
            {
                Entries = [.. context.Entries.Select(entry => entry with { Value = Plain(entry.Value) })],
            };
        }

        return ExternalNode.From(parameters.Select(parameter => parameter.Name), plain, 0);
    }

    /// <summary>The expression itself, without the notes of where it stands and what it should be.</summary>
    private static Node Plain(Node node) =>
        node switch
        {
            PlaceNode place => Plain(place.Inner),
            ConvertNode convert => Plain(convert.Inner),
            _ => node,
        };

    private ContextNode ReadContext(DmnElement element, FeelNames names)
    {
        var entries = new List<ContextEntryNode>();
        Node? result = null;
        foreach (var entry in element.All("contextEntry"))
        {
            var value = Find(entry) is { } box ? Read(box, names) : Missing(entry);
            var variable = entry.Child("variable");
            if (variable?["name"] is not { } name)
            {
                result = value;
                continue;
            }

            var type = types.Of(module, variable);
            var typed =
                type == FeelType.Any || value is FunctionNode ? value : new ConvertNode(value, type, name);
            entries.Add(new ContextEntryNode(name, typed, 0));
            names = names.With(name);
        }

        return new ContextNode(entries, 0, result);
    }

    private ListNode ReadRelation(DmnElement element, FeelNames names)
    {
        var columns = element.All("column").Select(column => column["name"] ?? "").ToList();
        var rows = new List<Node>();
        foreach (var row in element.All("row"))
        {
            var cells = Boxes(row).Select(cell => Read(cell, names)).ToList();
            if (cells.Count != columns.Count)
            {
                problems.Add(
                    row,
                    "uneven_relation",
                    $"The row should have {columns.Count} cells, not {cells.Count}."
                );
                continue;
            }

            rows.Add(new RowNode(columns, cells));
        }

        return new ListNode(rows, 0);
    }

    private CallNode ReadInvocation(DmnElement element, FeelNames names)
    {
        var target = Find(element) is { } box ? Read(box, names) : Missing(element);
        // The function's own name is never converted or renamed, so that the call finds built-ins, too.
        target = Plain(target);
        var bindings = element.All("binding").ToList();
        var arguments = bindings
            .Select(binding =>
                Find(binding) is { } value ? Read(value, names) : new LiteralNode(FeelValue.Null, 0)
            )
            .ToList();
        var parameters = bindings.Select(binding => binding.Child("parameter")?["name"] ?? "").ToList();
        return new CallNode(target, arguments, parameters.Count == 0 ? null : parameters, 0);
    }

    private ForNode ReadFor(DmnElement element, FeelNames names)
    {
        var name = element["iteratorVariable"] ?? "item";
        var source = ReadPart(element, "in", names);
        var body = ReadPart(element, "return", names.With(name, "partial"));
        return new ForNode([new Iteration(name, source, null)], body, 0);
    }

    private QuantifiedNode ReadQuantified(DmnElement element, FeelNames names)
    {
        var name = element["iteratorVariable"] ?? "item";
        var source = ReadPart(element, "in", names);
        var condition = ReadPart(element, "satisfies", names.With(name));
        return new QuantifiedNode(
            element.Name == "every",
            [new Iteration(name, source, null)],
            condition,
            0,
            Strict: true
        );
    }
}
