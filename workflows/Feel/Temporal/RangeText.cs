using System.Diagnostics.CodeAnalysis;
using Workflows.Feel.Syntax;

namespace Workflows.Feel.Temporal;

/// <summary>
/// Reads the text of a range whose ends are literals: <c>[18..21)</c>, <c>["a".."f"]</c>. An end behind a round or turned
/// bracket may be left out: <c>[18..)</c> (DMN 1.5 grammar rule 66).
/// </summary>
internal static class RangeText
{
    public static bool TryParse(string text, [NotNullWhen(true)] out FeelRange? range)
    {
        range = null;
        var parser = new Parser(WithBothEnds(text.Trim()), FeelDialect.Dmn, FeelNames.Empty);
        if (parser.ParseWhole() is not RangeNode node || parser.Problems.Count > 0)
        {
            return false;
        }

        if (
            !TryLiteral(node.Start, out var start)
            || !TryLiteral(node.End, out var end)
            || (start.IsNull && end.IsNull)
        )
        {
            return false;
        }

        range = new FeelRange(start, node.StartIncluded, end, node.EndIncluded);
        return Runtime.Comparison.Order(start, end) is not > 0;
    }

    private static string WithBothEnds(string text)
    {
        if (text.Length < 4)
        {
            return text;
        }

        var inside = text[1..^1].Trim();
        var start = text[0] is '(' or ']' && inside.StartsWith("..", StringComparison.Ordinal) ? "null" : "";
        var end = text[^1] is ')' or '[' && inside.EndsWith("..", StringComparison.Ordinal) ? "null" : "";
        return $"{text[0]}{start}{inside}{end}{text[^1]}";
    }

    // Literals, negative numbers, and the constructors of dates and durations with a literal text.
    private static bool TryLiteral(Node node, out FeelValue value)
    {
        value = default;
        switch (node)
        {
            case LiteralNode literal:
                value = literal.Value;
                return true;
            case NegateNode { Operand: LiteralNode { Value: { Kind: FeelKind.Number } number } }:
                value = FeelValue.From(-number.AsDecimal());
                return true;
            case CallNode
            {
                Target: NameNode target,
                Arguments: [LiteralNode { Value: { } text }],
                Names: null
            }
                when target.Name is "date" or "time" or "date and time" or "duration"
                    && text.TryGetString(out var inner):
                value = TemporalText.ParseAny(inner);
                return !value.IsNull;
            default:
                return false;
        }
    }
}
