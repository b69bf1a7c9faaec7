using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace Simulators.Scenario;

/// <summary>
/// The opening hours of a partner, read from a calendar file (<c>config/calendars/*.json</c>): weekly hours, special periods
/// such as Ramadan, holidays. Written for the partners; the hub counts with its own.
/// </summary>
internal sealed class WorkingHours
{
    private readonly DateTimeZone zone;
    private readonly Dictionary<IsoDayOfWeek, Opening[]> week;
    private readonly List<(LocalDate From, LocalDate To, Dictionary<IsoDayOfWeek, Opening[]> Week)> periods;
    private readonly HashSet<LocalDate> holidays;

    private WorkingHours(JsonElement file)
    {
        zone = DateTimeZoneProviders.Tzdb[file.GetProperty("zone").GetString()!];
        week = Week(file.GetProperty("hours"));
        periods =
        [
            .. Items(file, "periods")
                .Select(p => (Date(p, "from"), Date(p, "to"), Week(p.GetProperty("hours")))),
        ];
        holidays = [.. Items(file, "holidays").Select(h => Date(h, "date"))];
    }

    /// <summary>Reads a calendar file.</summary>
    public static WorkingHours Read(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(path));
        return new WorkingHours(file.RootElement);
    }

    /// <summary>The local day of a moment.</summary>
    public LocalDate DayOf(DateTimeOffset moment) => Local(moment).Date;

    /// <summary>The moment itself when somebody is there; otherwise when they next come.</summary>
    public DateTimeOffset NextOpen(DateTimeOffset moment) => Add(moment, TimeSpan.Zero);

    /// <summary>The moment that much working time later.</summary>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan working)
    {
        foreach (var (open, close) in Stretches(from))
        {
            if (open + working < close)
            {
                return open + working;
            }

            working -= close - open;
        }

        throw new InvalidOperationException("The calendar never opens again.");
    }

    /// <summary>The working time between two moments.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var sum = TimeSpan.Zero;
        foreach (var (open, close) in Stretches(from))
        {
            if (open >= to)
            {
                break;
            }

            sum += (close < to ? close : to) - open;
        }

        return sum;
    }

    /// <summary>The next moment at or after another at which the wall shows this time on a day that is worked.</summary>
    public DateTimeOffset NextAt(LocalTime time, DateTimeOffset notBefore)
    {
        for (var day = DayOf(notBefore); ; day = day.PlusDays(1))
        {
            var at = zone.AtLeniently(day.At(time)).ToDateTimeOffset();
            if (at >= notBefore && HoursOf(day).Length > 0)
            {
                return at;
            }
        }
    }

    private IEnumerable<(DateTimeOffset Open, DateTimeOffset Close)> Stretches(DateTimeOffset from)
    {
        var last = DayOf(from).PlusYears(2);
        for (var day = DayOf(from); day < last; day = day.PlusDays(1))
        {
            foreach (var hours in HoursOf(day))
            {
                var open = zone.AtLeniently(day.At(hours.From)).ToDateTimeOffset();
                var close = zone.AtLeniently(day.At(hours.To)).ToDateTimeOffset();
                if (close > from)
                {
                    yield return (open < from ? from : open, close);
                }
            }
        }
    }

    private Opening[] HoursOf(LocalDate day)
    {
        if (holidays.Contains(day))
        {
            return [];
        }

        var period = periods.Find(p => p.From <= day && day <= p.To);
        return (period.Week ?? week).GetValueOrDefault(day.DayOfWeek) ?? [];
    }

    /// <summary>What the wall shows at a moment.</summary>
    public LocalDateTime Local(DateTimeOffset moment) =>
        Instant.FromDateTimeOffset(moment).InZone(zone).LocalDateTime;

    private static JsonElement.ArrayEnumerator Items(JsonElement file, string name) =>
        file.TryGetProperty(name, out var list) ? list.EnumerateArray() : default;

    private static LocalDate Date(JsonElement item, string name) =>
        LocalDate.FromDateOnly(
            DateOnly.ParseExact(
                item.GetProperty(name).GetString()!,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture
            )
        );

    private static Dictionary<IsoDayOfWeek, Opening[]> Week(JsonElement hours)
    {
        string[] names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        var days = new Dictionary<IsoDayOfWeek, Opening[]>();
        for (var i = 0; i < names.Length; i++)
        {
            if (hours.TryGetProperty(names[i], out var stretches))
            {
                days[(IsoDayOfWeek)(i + 1)] =
                [
                    .. stretches.EnumerateArray().Select(s => new Opening(Time(s[0]), Time(s[1]))),
                ];
            }
        }

        return days;
    }

    private static LocalTime Time(JsonElement text) =>
        LocalTime.FromTimeOnly(TimeOnly.ParseExact(text.GetString()!, "HH:mm", CultureInfo.InvariantCulture));

    private readonly record struct Opening(LocalTime From, LocalTime To);
}
