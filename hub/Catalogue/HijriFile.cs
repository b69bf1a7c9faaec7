using System.Globalization;
using Adapters.Exchange;
using NodaTime.Text;
using Workflows.Time;

namespace Hub.Catalogue;

/// <summary>
/// Reads the first days of Hijri months, one row for each announcement: <c>year,month,first_day,source</c> (domain.md §6.4).
/// </summary>
internal static class HijriFile
{
    public const string Name = "hijri-months.csv";

    /// <summary>The months of a file, none when there is no file; what is wrong is added to
    /// <paramref name="problems"/>.</summary>
    public static HijriMonths Read(string path, List<string> problems)
    {
        if (!File.Exists(path))
        {
            return HijriMonths.None;
        }

        var months = new List<HijriMonth>();
        foreach (var (line, row) in CsvTable.Read(File.ReadAllText(path)))
        {
            if (
                TryWhole(row, "year", out var year)
                && TryWhole(row, "month", out var month)
                && LocalDatePattern.Iso.Parse(row.GetValueOrDefault("first_day", "")) is { Success: true } day
                && row.GetValueOrDefault("source", "").Length > 0
            )
            {
                months.Add(new HijriMonth(year, month, day.Value));
            }
            else
            {
                problems.Add(
                    $"calendars/{Name}:{line}: a row needs year, month, first_day (2025-05-29) and source."
                );
            }
        }

        try
        {
            return new HijriMonths(months);
        }
        catch (ArgumentException wrong)
        {
            problems.Add($"calendars/{Name}: {wrong.Message}");
            return HijriMonths.None;
        }
    }

    private static bool TryWhole(IReadOnlyDictionary<string, string> row, string column, out int value) =>
        int.TryParse(
            row.GetValueOrDefault(column, ""),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out value
        );
}
