using CsvHelper;

namespace Adapters.Exchange;

/// <summary>A plain CSV table with a header line: reference data that people edit.</summary>
public static class CsvTable
{
    /// <summary>The rows, each by column name with its line number. Throws for quotes that do not match.</summary>
    public static IReadOnlyList<(int Line, IReadOnlyDictionary<string, string> Fields)> Read(
        string text,
        char separator = ','
    )
    {
        var rows = new List<(int, IReadOnlyDictionary<string, string>)>();
        using var csv = CsvReader.FromText(
            text,
            new CsvReaderOptions
            {
                Separator = separator,
                TrackLineNumbers = true,
                MalformedData = CsvMalformedDataHandling.Throw,
            }
        );
        csv.ReadHeader();
        var headers = csv.Headers.ToArray();
        while (csv.Read())
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < headers.Length; i++)
            {
                fields[headers[i]] = i < csv.FieldCount ? csv.GetString(i).Trim() : "";
            }

            rows.Add(((int)csv.LineNumber, fields));
        }

        return rows;
    }
}
