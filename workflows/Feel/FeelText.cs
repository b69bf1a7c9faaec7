using System.Globalization;
using System.Text;

namespace Workflows.Feel;

/// <summary>
/// Writes values as FEEL text: as literals that parse back, or plainly as <c>string()</c> does.
/// </summary>
internal static class FeelText
{
    // Deeper values can only be built by hand; the rest of the text would be of no use to a reader.
    private const int MaxDepth = 64;

    public static string Literal(FeelValue value)
    {
        var text = new StringBuilder();
        Write(text, value, depth: 0, literal: true);
        return text.ToString();
    }

    public static string? Plain(FeelValue value)
    {
        if (value.TryGetString(out var same))
        {
            return same;
        }

        if (value.IsNull)
        {
            return null;
        }

        var text = new StringBuilder();
        Write(text, value, depth: 0, literal: false);
        return text.ToString();
    }

    public static string Months(long months)
    {
        if (months == 0)
        {
            return "P0M";
        }

        var rest = (UInt128)Int128.Abs(months);
        var years = rest / 12 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{rest / 12}Y");
        var month = rest % 12 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{rest % 12}M");
        return (months < 0 ? "-P" : "P") + years + month;
    }

    private static void Write(StringBuilder text, FeelValue value, int depth, bool literal)
    {
        if (depth > MaxDepth)
        {
            text.Append("...");
            return;
        }

        switch (value.Kind)
        {
            case FeelKind.Null:
                text.Append("null");
                break;
            case FeelKind.Boolean:
                text.Append(value.IsTrue ? "true" : "false");
                break;
            case FeelKind.Number:
                text.Append(Number(value));
                break;
            case FeelKind.String:
                Quote(text, value.AsString());
                break;
            case FeelKind.List:
                WriteList(text, value.AsList(), depth, literal);
                break;
            case FeelKind.Context:
                WriteContext(text, value.AsContext(), depth, literal);
                break;
            case FeelKind.Range:
                WriteRange(text, value.AsRange(), depth, literal);
                break;
            case FeelKind.Function:
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"function({string.Join(", ", value.AsFunction().Parameters)})"
                );
                break;
            default:
                WriteTemporal(text, Temporal(value), literal);
                break;
        }
    }

    private static string Number(FeelValue value) =>
        value.TryGetInt64(out var integer)
            ? integer.ToString(CultureInfo.InvariantCulture)
            : value.AsDecimal().ToString("0.############################", CultureInfo.InvariantCulture);

    private static string Temporal(FeelValue value) =>
        value.Kind switch
        {
            FeelKind.Date => value.AsDate().ToString(),
            FeelKind.Time => value.AsTime().ToString(),
            FeelKind.DateTime => value.AsDateTime().ToString(),
            FeelKind.DaysDuration => value.AsDuration().ToString(),
            _ => Months(value.AsMonths()),
        };

    private static void WriteTemporal(StringBuilder text, string value, bool literal)
    {
        if (literal)
        {
            text.Append("@\"").Append(value).Append('"');
        }
        else
        {
            text.Append(value);
        }
    }

    private static void WriteList(StringBuilder text, FeelList list, int depth, bool literal)
    {
        text.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Write(text, list[i], depth + 1, literal);
        }

        text.Append(']');
    }

    private static void WriteContext(StringBuilder text, FeelContext context, int depth, bool literal)
    {
        text.Append('{');
        var first = true;
        foreach (var (name, value) in context.Entries)
        {
            text.Append(first ? "" : ", ");
            first = false;
            WriteName(text, name);
            text.Append(": ");
            Write(text, value, depth + 1, literal);
        }

        text.Append('}');
    }

    private static void WriteRange(StringBuilder text, FeelRange range, int depth, bool literal)
    {
        if (range.Sign is { } sign)
        {
            text.Append('(').Append(sign);
            Write(text, range.Start.IsNull ? range.End : range.Start, depth + 1, literal);
            text.Append(')');
            return;
        }

        text.Append(range.StartIncluded ? '[' : '(');
        Write(text, range.Start, depth + 1, literal);
        text.Append("..");
        Write(text, range.End, depth + 1, literal);
        text.Append(range.EndIncluded ? ']' : ')');
    }

    private static void WriteName(StringBuilder text, string name)
    {
        var plain =
            name.Length > 0
            && !char.IsAsciiDigit(name[0])
            && name.All(c => char.IsLetterOrDigit(c) || c == '_');
        if (plain)
        {
            text.Append(name);
        }
        else
        {
            Quote(text, name);
        }
    }

    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
