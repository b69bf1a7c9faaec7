using System.Globalization;
using System.Text;
using Simulators.Files;

namespace Simulators.Gateway;

/// <summary>One row of a provider's settlement file. What the provider takes back is negative.</summary>
/// <param name="Type"><c>sale</c>, <c>refund</c>, <c>refund_reversed</c>, <c>chargeback</c> …</param>
internal sealed record SettledRow(string Oid, string Type, long GrossCentimes, long CommissionCentimes)
{
    private static readonly string[] Columns =
    [
        "date",
        "oid",
        "type",
        "gross",
        "commission",
        "net",
        "settleId",
    ];

    /// <summary>Leaves the file of a day in the merchant's folder, under its final name when it is whole.</summary>
    public static void Write(
        string folder,
        string provider,
        IReadOnlyList<SettledRow> rows,
        DateTimeOffset now
    )
    {
        var day = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var batch = day.Replace("-", "", StringComparison.Ordinal);
        var text = new StringBuilder(CsvText.Row(Columns));
        foreach (var row in rows)
        {
            text.Append(
                CsvText.Row([
                    day,
                    row.Oid,
                    row.Type,
                    Dirhams(row.GrossCentimes),
                    Dirhams(row.CommissionCentimes),
                    Dirhams(row.GrossCentimes - row.CommissionCentimes),
                    provider[0] + batch,
                ])
            );
        }

        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"SETTLEMENT_{provider}_{batch}.csv");
        File.WriteAllText(path + ".part", text.ToString());
        File.Move(path + ".part", path, overwrite: true);
    }

    private static string Dirhams(long centimes) =>
        (centimes / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
