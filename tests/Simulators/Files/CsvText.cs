using System.Text;

namespace Simulators.Files;

/// <summary>RFC 4180 with <c>;</c>, as a partner's own program would read and write it: independent of the hub's library.</summary>
internal static class CsvText
{
    /// <summary>The rows of a text; null when its quotes do not match or a line does not end in CRLF.</summary>
    public static IReadOnlyList<string[]>? Parse(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var at = 0;
        while (at < text.Length)
        {
            if (Field(text, ref at) is not { } field)
            {
                return null;
            }

            row.Add(field);
            if (at < text.Length && text[at] == ';')
            {
                at++;
                continue;
            }

            if (at + 1 >= text.Length || text[at] != '\r' || text[at + 1] != '\n')
            {
                return null;
            }

            at += 2;
            rows.Add([.. row]);
            row.Clear();
        }

        return row.Count == 0 ? rows : null;
    }

    /// <summary>One row with its line end; a field is quoted when it has to be.</summary>
    public static string Row(params IEnumerable<string> fields) =>
        string.Join(';', fields.Select(Quoted)) + "\r\n";

    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(";\"\r\n") < 0
            ? field
            : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string? Field(string text, ref int at)
    {
        if (at >= text.Length || text[at] != '"')
        {
            var end = text.AsSpan(at).IndexOfAny(';', '\r', '"');
            if (end < 0 || text[at + end] == '"')
            {
                return null;
            }

            at += end;
            return text[(at - end)..at];
        }

        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                value.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                value.Append('"');
                at++;
            }
            else
            {
                at++;
                return value.ToString();
            }
        }

        return null;
    }
}
