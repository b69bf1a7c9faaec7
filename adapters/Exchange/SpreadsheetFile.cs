using System.Globalization;
using System.Text;
using CsvHelper;

namespace Adapters.Exchange;

/// <summary>
/// A CSV for people, opened in a spreadsheet: UTF-8 with a byte order mark, <c>;</c>, and no cell that a spreadsheet would run
/// as a formula (security.md, ASVS 1.2.10). Programs get other files, where values stay as they are.
/// </summary>
public static class SpreadsheetFile
{
    /// <summary>The bytes of a table.</summary>
    public static byte[] Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (
            var csv = CsvWriter.Create(
                text,
                new CsvWriterOptions
                {
                    Separator = ';',
                    NewLine = "\r\n",
                    Injection = CsvInjection.Escape,
                },
                leaveOpen: true
            )
        )
        {
            csv.WriteRecord([.. columns]);
            foreach (var row in rows)
            {
                csv.WriteRecord([.. row]);
            }
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }
}
