using System.Globalization;
using System.Text;
using Simulators.Files;

namespace Simulators.Registries;

/// <summary>A <c>REQ</c> file as a bureau's own program reads it.</summary>
internal static class RequestRows
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The rows of a complete file; null when it is none.</summary>
    public static IReadOnlyList<RequestRow>? Read(byte[] content)
    {
        if (
            CsvText.Parse(Utf8.GetString(content)) is not { Count: > 1 } table
            || table[^1] is not ["T", var count, ..]
        )
        {
            return null;
        }

        var header = table[0];
        var rows = new List<RequestRow>();
        for (var i = 1; i < table.Count; i++)
        {
            if (table[i][0] == "R")
            {
                rows.Add(ToRow(header, table[i], i + 1));
            }
        }

        return count == rows.Count.ToString(CultureInfo.InvariantCulture) ? rows : null;
    }

    /// <summary>The requests that the rows make up.</summary>
    public static IEnumerable<AskedRequest> Requests(IReadOnlyList<RequestRow> rows, string bureau) =>
        rows.GroupBy(row => row.RequestId, StringComparer.Ordinal)
            .Select(group => new AskedRequest(
                group.Key,
                bureau,
                [.. group.Select(row => row.Asked)],
                group.First().ActNumber,
                group.First().ActYear
            ));

    private static RequestRow ToRow(string[] header, string[] fields, int line)
    {
        return new RequestRow(
            line,
            Field("request_id"),
            new AskedLine(Whole("line"), Field("document"), Field("language"), Whole("copies")),
            Field("act_number"),
            Whole("act_year")
        );

        string Field(string name) => fields[Array.IndexOf(header, name)];

        int Whole(string name) => int.Parse(Field(name), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}

/// <summary>One row of a <c>REQ</c> file.</summary>
internal sealed record RequestRow(
    int FileLine,
    string RequestId,
    AskedLine Asked,
    string ActNumber,
    int ActYear
);
