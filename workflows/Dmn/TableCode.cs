using Workflows.Feel;
using Workflows.Feel.Runtime;

namespace Workflows.Dmn;

/// <summary>A decision table, compiled.</summary>
internal sealed class TableCode(
    TableNode table,
    Code[] inputs,
    Code?[] allowed,
    int[] slots,
    Code[][] cells,
    Code[][] outputs,
    CompiledOutput[] columns,
    TableIndex? index
)
{
    public FeelValue Run(Frame frame)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            frame.Slots[slots[i]] = inputs[i](frame);
            if (allowed[i] is { } test && !test(frame).IsTrue)
            {
                return frame.Evaluation.Fail(
                    "input_not_allowed",
                    $"Input {i + 1} has a value that is not allowed.",
                    0
                );
            }
        }

        var matches = Match(frame);
        foreach (var rule in matches)
        {
            frame.Evaluation.Environment.MatchedRules?.Add(table.Rules[rule].Id);
        }

        return matches.Count == 0 ? Nothing(frame) : Answer(frame, matches);
    }

    private List<int> Match(Frame frame)
    {
        var matches = new List<int>();
        var onlyFirst = table.Policy == HitPolicy.First;
        var words = (cells.Length + 63) / 64;
        Span<ulong> candidates = words <= 16 ? stackalloc ulong[words] : new ulong[words];
        candidates.Fill(ulong.MaxValue);
        for (var i = 0; index is not null && i < inputs.Length; i++)
        {
            index.Narrow(candidates, i, frame.Slots[slots[i]]);
        }

        for (
            var rule = TableIndex.Next(candidates, 0, cells.Length);
            rule >= 0;
            rule = TableIndex.Next(candidates, rule + 1, cells.Length)
        )
        {
            frame.Evaluation.Charge(inputs.Length + 1);
            if (Holds(frame, cells[rule]))
            {
                matches.Add(rule);
                if (onlyFirst)
                {
                    break;
                }
            }
        }

        return matches;
    }

    private bool Holds(Frame frame, Code[] tests)
    {
        for (var i = 0; i < tests.Length; i++)
        {
            if (index?.Covers(i) != true && !tests[i](frame).IsTrue)
            {
                return false;
            }
        }

        return true;
    }

    private FeelValue Answer(Frame frame, List<int> matches)
    {
        switch (table.Policy)
        {
            case HitPolicy.Unique when matches.Count > 1:
                return frame.Evaluation.Fail("not_unique", $"{matches.Count} rules match, one may.", 0);
            case HitPolicy.Unique or HitPolicy.First:
                return Output(frame, matches[0]);
            case HitPolicy.Any:
                return Agreed(frame, matches);
            case HitPolicy.Priority:
                return Rows(frame, matches, ordered: true)[0].ToValue(columns);
            case HitPolicy.Collect:
                return Aggregate(frame, [.. matches.Select(rule => Output(frame, rule))]);
            default:
                var rows = Rows(frame, matches, table.Policy == HitPolicy.OutputOrder);
                return FeelValue.FromArray([.. rows.Select(row => row.ToValue(columns))]);
        }
    }

    private FeelValue Agreed(Frame frame, List<int> matches)
    {
        var first = Output(frame, matches[0]);
        foreach (var rule in matches.Skip(1))
        {
            if (Comparison.AreEqual(frame.Evaluation, first, Output(frame, rule)) != true)
            {
                return frame.Evaluation.Fail("not_agreed", "Matching rules have different outputs.", 0);
            }
        }

        return first;
    }

    private FeelValue Aggregate(Frame frame, FeelValue[] values)
    {
        switch (table.Aggregation)
        {
            case Aggregation.Count:
                return FeelValue.From(values.Length);
            case Aggregation.Sum:
                var sum = values[0];
                foreach (var value in values.Skip(1))
                {
                    sum = Arithmetic.Add(frame.Evaluation, sum, value, 0);
                }

                return sum;
            case Aggregation.Min:
            case Aggregation.Max:
                return Extreme(frame, values, table.Aggregation == Aggregation.Max ? 1 : -1);
            default:
                return FeelValue.FromArray(values);
        }
    }

    private static FeelValue Extreme(Frame frame, FeelValue[] values, int wanted)
    {
        var best = values[0];
        foreach (var value in values)
        {
            if (Comparison.Order(value, best) is not { } order)
            {
                return frame.Evaluation.Fail("not_comparable", "The collected outputs have no order.", 0);
            }

            best = Math.Sign(order) == wanted ? value : best;
        }

        return best;
    }

    private List<TableRow> Rows(Frame frame, List<int> matches, bool ordered)
    {
        var rows = matches.Select(rule => Row(frame, rule)).ToList();
        if (!ordered)
        {
            return rows;
        }

        var orders = columns.Select(column => column.Order.Select(value => value(frame)).ToList()).ToArray();
        // A value that is not in the list comes last; the sort is stable, so that rules keep their order.
        return [.. rows.OrderBy(row => row.Rank(orders), RankComparer.Instance)];
    }

    private FeelValue Output(Frame frame, int rule) => Row(frame, rule).ToValue(columns);

    private TableRow Row(Frame frame, int rule)
    {
        var values = new FeelValue[columns.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = outputs[rule][i](frame);
            values[i] = columns[i].Admit(frame, value);
        }

        frame.Evaluation.AllocateItems(values.Length);
        return new TableRow(values);
    }

    // Without a match: the defaults when there are any, else null, or the neutral value of an aggregation.
    private FeelValue Nothing(Frame frame)
    {
        if (Array.Exists(columns, column => column.Default is not null))
        {
            var values = columns
                .Select(column =>
                    column.Default is null ? FeelValue.Null : column.Admit(frame, column.Default(frame))
                )
                .ToArray();
            return new TableRow(values).ToValue(columns);
        }

        return table.Policy switch
        {
            HitPolicy.Collect when table.Aggregation == Aggregation.Count => FeelValue.Zero,
            HitPolicy.Collect when table.Aggregation == Aggregation.List => FeelValue.From(FeelList.Empty),
            HitPolicy.RuleOrder or HitPolicy.OutputOrder => FeelValue.From(FeelList.Empty),
            _ => frame.Evaluation.Fail("no_rule_matched", "No rule of the table matches.", 0),
        };
    }
}
