using System.Globalization;
using System.Text;
using CsvHelper;

namespace Adapters.Exchange;

/// <summary>
/// A table for people and their spreadsheets: UTF-8 with byte order mark, <c>;</c>, CRLF. What partners and citizens wrote in a
/// field never becomes a formula.
/// </summary>
public static class CsvSheet
{
    /// <summary>The bytes of a table with a header line.</summary>
    public static byte[] Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var dialect = new CsvWriterOptions
        {
            Separator = ';',
            NewLine = "\r\n",
            Injection = CsvInjection.Escape,
        };
        using (var csv = CsvWriter.Create(text, dialect, leaveOpen: true))
        {
            csv.WriteRecord([.. columns]);
            foreach (var row in rows)
            {
                csv.WriteRecord([.. row]);
            }

            csv.Flush();
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }
}
