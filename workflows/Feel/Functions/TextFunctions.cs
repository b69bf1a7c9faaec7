using System.Globalization;
using System.Text;

namespace Workflows.Feel.Functions;

/// <summary>
/// Functions of strings without regular expressions. Characters are code points, not UTF-16 units.
/// </summary>
internal static class TextFunctions
{
    public static IEnumerable<Builtin> All =>
        [
            new("substring", "string, start position, length?", Substring),
            new("string length", "string", StringLength),
            new(
                "upper case",
                "string",
                (call, arguments) => Map(call, arguments, text => text.ToUpperInvariant())
            ),
            new(
                "lower case",
                "string",
                (call, arguments) => Map(call, arguments, text => text.ToLowerInvariant())
            ),
            new("trim", "string", (call, arguments) => Map(call, arguments, text => text.Trim())),
            new("substring before", "string, match", SubstringBefore),
            new("substring after", "string, match", SubstringAfter),
            new(
                "contains",
                "string, match",
                (call, given) =>
                    Ask(call, given, (text, part) => text.Contains(part, StringComparison.Ordinal))
            ),
            new(
                "starts with",
                "string, match",
                (call, given) =>
                    Ask(call, given, (text, part) => text.StartsWith(part, StringComparison.Ordinal))
            ),
            new(
                "ends with",
                "string, match",
                (call, given) =>
                    Ask(call, given, (text, part) => text.EndsWith(part, StringComparison.Ordinal))
            ),
            new("string", "from", String),
            new("string join", "list, delimiter? | list, delimiter, prefix, suffix", StringJoin),
            new("is blank", "string", IsBlank),
            new("to base64", "value", ToBase64),
            new("uuid", "", Uuid),
        ];

    private static FeelValue Map(Call call, ReadOnlySpan<FeelValue> arguments, Func<string, string> map) =>
        arguments[0].TryGetString(out var text) ? call.Text(map(text)) : call.WrongType(arguments);

    private static FeelValue Ask(Call call, ReadOnlySpan<FeelValue> arguments, Func<string, string, bool> ask)
    {
        if (!arguments[0].TryGetString(out var text) || !arguments[1].TryGetString(out var part))
        {
            return call.WrongType(arguments);
        }

        call.Evaluation.Charge(1 + (text.Length / 16));
        return FeelValue.From(ask(text, part));
    }

    private static FeelValue StringLength(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!arguments[0].TryGetString(out var text))
        {
            return call.WrongType(arguments);
        }

        call.Evaluation.Charge(1 + (text.Length / 16));
        return FeelValue.From(CodePoints(text));
    }

    private static FeelValue Substring(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (
            !arguments[0].TryGetString(out var text)
            || !arguments[1].TryGetDecimal(out var start)
            || (arguments.Length > 2 && arguments[2].Kind is not (FeelKind.Number or FeelKind.Null))
        )
        {
            return call.WrongType(arguments);
        }

        var length = CodePoints(text);
        var from =
            decimal.Truncate(start) < 0 ? length + decimal.Truncate(start) : decimal.Truncate(start) - 1;
        var wanted =
            arguments.Length > 2 && arguments[2].TryGetDecimal(out var given)
                ? decimal.Truncate(given)
                : length;
        if (from < 0 || from >= length || wanted < 1)
        {
            return call.Fail("the start position or the length lies outside the string.");
        }

        var begin = OffsetOf(text, (int)from);
        var end = wanted >= length - from ? text.Length : OffsetOf(text, (int)(from + wanted));
        return call.Text(text[begin..end]);
    }

    private static FeelValue SubstringBefore(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!arguments[0].TryGetString(out var text) || !arguments[1].TryGetString(out var match))
        {
            return call.WrongType(arguments);
        }

        var at = text.IndexOf(match, StringComparison.Ordinal);
        return call.Text(at < 0 ? "" : text[..at]);
    }

    private static FeelValue SubstringAfter(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!arguments[0].TryGetString(out var text) || !arguments[1].TryGetString(out var match))
        {
            return call.WrongType(arguments);
        }

        var at = text.IndexOf(match, StringComparison.Ordinal);
        return call.Text(at < 0 ? "" : text[(at + match.Length)..]);
    }

    private static FeelValue String(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[0].IsNull)
        {
            return FeelValue.Null;
        }

        var weight =
            arguments[0].TryGetList(out var list) ? list.Nesting.Weight
            : arguments[0].TryGetContext(out var context) ? context.Nesting.Weight
            : 1;
        call.Evaluation.Charge((int)weight);
        call.Evaluation.Allocate(160 + (weight * 32));
        return call.Text(arguments[0].ToText()!);
    }

    private static FeelValue StringJoin(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[0].IsNull || !TryOptional(arguments, 1, out var delimiter))
        {
            return call.WrongType(arguments);
        }

        var parts = new List<string>();
        var length = 0L;
        foreach (var item in Arguments.ItemsOf(arguments[0]))
        {
            if (item.TryGetString(out var part))
            {
                parts.Add(part);
                length += part.Length + delimiter.Length;
            }
            else if (!item.IsNull)
            {
                return call.Fail("the list holds something other than strings.");
            }
        }

        if (!TryOptional(arguments, 2, out var prefix) || !TryOptional(arguments, 3, out var suffix))
        {
            return call.WrongType(arguments);
        }

        call.Evaluation.Allocate(length * 2);
        return call.Text(prefix + string.Join(delimiter, parts) + suffix);
    }

    private static bool TryOptional(ReadOnlySpan<FeelValue> arguments, int index, out string text)
    {
        text = "";
        if (index >= arguments.Length || arguments[index].IsNull)
        {
            return true;
        }

        var known = arguments[index].TryGetString(out var given);
        text = given ?? "";
        return known;
    }

    private static FeelValue IsBlank(Call call, ReadOnlySpan<FeelValue> arguments) =>
        arguments[0].TryGetString(out var text)
            ? FeelValue.From(string.IsNullOrWhiteSpace(text))
            : call.WrongType(arguments);

    private static FeelValue ToBase64(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!arguments[0].TryGetString(out var text))
        {
            return call.WrongType(arguments);
        }

        call.Evaluation.Allocate(text.Length * 6L);
        return call.Text(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
    }

    private static FeelValue Uuid(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (
            !SeededDraws.TryNext(call.Environment, out var high)
            || !SeededDraws.TryNext(call.Environment, out var low)
        )
        {
            return call.Fail("this evaluation has no seed.");
        }

        // Version 4 and the variant of RFC 9562 in their places.
        high = (high & 0xFFFFFFFFFFFF0FFFUL) | 0x4000UL;
        low = (low & 0x3FFFFFFFFFFFFFFFUL) | 0x8000000000000000UL;
        var digits = string.Create(CultureInfo.InvariantCulture, $"{high:x16}{low:x16}");
        return call.Text($"{digits[..8]}-{digits[8..12]}-{digits[12..16]}-{digits[16..20]}-{digits[20..]}");
    }

    private static int CodePoints(string text)
    {
        var count = text.Length;
        for (var i = 0; i < text.Length - 1; i++)
        {
            count -= char.IsSurrogatePair(text[i], text[i + 1]) ? 1 : 0;
        }

        return count;
    }

    private static int OffsetOf(string text, int codePoint)
    {
        var at = 0;
        for (; codePoint > 0 && at < text.Length; codePoint--)
        {
            at += at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
        }

        return at;
    }
}
