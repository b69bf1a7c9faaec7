using Workflows.Feel;
using Workflows.Feel.Syntax;
using Workflows.Feel.Types;

namespace Workflows.Dmn;

/// <summary>Reads decision tables.</summary>
internal sealed class TableReader(BoxedReader boxes, Module module, TypeReader types, ProblemList problems)
{
    public Node Read(DmnElement element, FeelNames names)
    {
        var inputs = element.All("input").Select(input => ReadInput(input, names)).ToList();
        var outputs = element.All("output").Select(output => ReadOutput(output, names)).ToList();
        var rules = new List<TableRule>();
        foreach (var rule in element.All("rule"))
        {
            var tests = rule.All("inputEntry")
                .Select(entry => boxes.ReadTests(entry, names.With("?")))
                .ToList();
            var values = rule.All("outputEntry").Select(entry => ReadEntry(entry, names)).ToList();
            if (tests.Count != inputs.Count || values.Count != outputs.Count)
            {
                problems.Add(
                    rule,
                    "uneven_rule",
                    $"The rule should have {inputs.Count} input and {outputs.Count} output entries."
                );
                continue;
            }

            rules.Add(new TableRule(rule.Id, tests, values));
        }

        if (outputs.Count == 0)
        {
            problems.Add(element, "output_missing", "A decision table needs an output.");
        }

        var table = new TableNode(
            ReadPolicy(element),
            ReadAggregation(element, outputs.Count),
            inputs,
            outputs,
            rules
        );
        return new PlaceNode(table, element.Id);
    }

    private TableInput ReadInput(DmnElement input, FeelNames names)
    {
        var expression = input.Child("inputExpression");
        if (expression is null)
        {
            problems.Add(input, "expression_missing", "The input has no expression.");
        }

        var value = expression is null
            ? new LiteralNode(FeelValue.Null, 0)
            : boxes.ReadText(expression, names);
        var type = types.Of(module, expression);
        var allowed =
            input.Child("inputValues") is { } values && !string.IsNullOrWhiteSpace(values.TextOf("text"))
                ? boxes.ReadTests(values, names.With("?"))
                : null;
        return new TableInput(type == FeelType.Any ? value : new ConvertNode(value, type, input.Id), allowed);
    }

    private TableOutput ReadOutput(DmnElement output, FeelNames names)
    {
        var type = types.Of(module, output);
        var values = output.Child("outputValues");
        var order = values?.TextOf("text");
        var allowed = string.IsNullOrWhiteSpace(order) ? null : boxes.ReadTests(values!, names.With("?"));
        if (string.IsNullOrWhiteSpace(order))
        {
            order = (type as FeelType.Allowed)?.Tests.Source;
        }

        return new TableOutput(
            output["name"] ?? "",
            type,
            allowed,
            string.IsNullOrWhiteSpace(order) ? [] : ReadOrder(order, names),
            output.Child("defaultOutputEntry") is { } standard ? boxes.ReadText(standard, names) : null
        );
    }

    // The values as written, which need not be literals. Ranges and comparisons give no order and are left
    // out.
    private static List<Node> ReadOrder(string text, FeelNames names)
    {
        var parser = new Parser(text, FeelDialect.Dmn, names);
        return parser.ParseWholeTests() is TestsNode { Negated: false } tests && parser.Problems.Count == 0
            ? [.. tests.Tests.Where(test => test is LiteralNode or CallNode or NegateNode)]
            : [];
    }

    private Node ReadEntry(DmnElement entry, FeelNames names) =>
        entry.TextOf("text")?.Trim() == "-"
            ? new LiteralNode(FeelValue.Null, 0)
            : boxes.ReadText(entry, names);

    private HitPolicy ReadPolicy(DmnElement element)
    {
        var name = element["hitPolicy"];
        HitPolicy? policy = name switch
        {
            null or "" or "UNIQUE" => HitPolicy.Unique,
            "ANY" => HitPolicy.Any,
            "PRIORITY" => HitPolicy.Priority,
            "FIRST" => HitPolicy.First,
            "COLLECT" => HitPolicy.Collect,
            "RULE ORDER" => HitPolicy.RuleOrder,
            "OUTPUT ORDER" => HitPolicy.OutputOrder,
            _ => null,
        };
        if (policy is null)
        {
            problems.Add(element, "unknown_hit_policy", $"There is no hit policy '{name}'.");
        }

        return policy ?? HitPolicy.Unique;
    }

    private Aggregation ReadAggregation(DmnElement element, int outputs)
    {
        var name = element["aggregation"];
        Aggregation? aggregation = name switch
        {
            null or "" => Aggregation.List,
            "SUM" => Aggregation.Sum,
            "MIN" => Aggregation.Min,
            "MAX" => Aggregation.Max,
            "COUNT" => Aggregation.Count,
            _ => null,
        };
        if (aggregation is null)
        {
            problems.Add(element, "unknown_aggregation", $"There is no aggregation '{name}'.");
        }
        else if (aggregation != Aggregation.List && outputs != 1)
        {
            problems.Add(element, "too_many_outputs", "Only a single output can be aggregated.");
        }

        return aggregation ?? Aggregation.List;
    }
}
