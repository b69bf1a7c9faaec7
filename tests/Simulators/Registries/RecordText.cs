using System.Globalization;
using System.Text;
using Simulators.Files;

namespace Simulators.Registries;

/// <summary>Record files as a bureau's own program writes them: header line, perhaps <c>H</c>, rows <c>R</c>, trailer <c>T</c>.</summary>
internal static class RecordText
{
    public static readonly string[] AckColumns =
    [
        "record",
        "file",
        "sha256",
        "records",
        "line",
        "request_id",
        "status",
        "column",
        "code",
        "message",
    ];

    public static readonly string[] ErrColumns =
    [
        "record",
        "file",
        "sha256",
        "line",
        "column",
        "code",
        "message",
    ];

    /// <summary>The bytes of a file; fields by column name, absent ones empty.</summary>
    public static byte[] Of(
        IReadOnlyList<string> columns,
        IReadOnlyDictionary<string, string>? head,
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows
    )
    {
        var text = new StringBuilder(CsvText.Row(columns));
        if (head is not null)
        {
            text.Append(CsvText.Row(Line("H", head)));
        }

        foreach (var row in rows)
        {
            text.Append(CsvText.Row(Line("R", row)));
        }

        var count = rows.Count.ToString(CultureInfo.InvariantCulture);
        text.Append(CsvText.Row(["T", count, .. Enumerable.Repeat("", columns.Count - 2)]));
        return Encoding.UTF8.GetBytes(text.ToString());

        IEnumerable<string> Line(string record, IReadOnlyDictionary<string, string> fields) =>
            columns.Select(column => column == "record" ? record : fields.GetValueOrDefault(column, ""));
    }
}
