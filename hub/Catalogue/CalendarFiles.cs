using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Workflows.Time;

namespace Hub.Catalogue;

/// <summary>Reads the working calendars, one JSON file each, and the Hijri months announced.</summary>
internal static class CalendarFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private static readonly Dictionary<string, IsoDayOfWeek> Days = new(StringComparer.Ordinal)
    {
        ["mon"] = IsoDayOfWeek.Monday,
        ["tue"] = IsoDayOfWeek.Tuesday,
        ["wed"] = IsoDayOfWeek.Wednesday,
        ["thu"] = IsoDayOfWeek.Thursday,
        ["fri"] = IsoDayOfWeek.Friday,
        ["sat"] = IsoDayOfWeek.Saturday,
        ["sun"] = IsoDayOfWeek.Sunday,
    };

    /// <summary>All calendars of a folder; what is wrong is added to <paramref name="problems"/>.</summary>
    public static WorkingCalendars Read(string folder, List<string> problems)
    {
        var calendars = new List<WorkingCalendar>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                var entry = JsonSerializer.Deserialize<CalendarEntry>(File.ReadAllText(path), Json)!;
                calendars.Add(ToCalendar(entry));
            }
            catch (Exception exception)
                when (exception
                        is JsonException
                            or UnparsableValueException
                            or KeyNotFoundException
                            or ArgumentException
                )
            {
                problems.Add($"calendars/{Path.GetFileName(path)}: {exception.Message}");
            }
        }

        return new WorkingCalendars(calendars)
        {
            Hijri = HijriFile.Read(Path.Combine(folder, HijriFile.Name), problems),
        };
    }

    private static WorkingCalendar ToCalendar(CalendarEntry entry) =>
        new(
            entry.Code,
            DateTimeZoneProviders.Tzdb[entry.Zone],
            ToHours(entry.Hours),
            (entry.Periods ?? []).Select(p => new SpecialPeriod(
                Name(p.Name, p.From),
                Date(p.From),
                Date(p.To),
                ToHours(p.Hours),
                Status(p.Status),
                p.Source
            )),
            (entry.Holidays ?? []).Select(h => new Holiday(
                Date(h.Date),
                Name(h.Name, h.Date),
                Status(h.Status),
                h.Source
            ))
        );

    private static WeeklyHours ToHours(Dictionary<string, string[][]> hours) =>
        new(
            hours.ToDictionary(
                day => Days[day.Key],
                day =>
                    (IReadOnlyList<OpenHours>)
                        [
                            .. day.Value.Select(open => new OpenHours(
                                Time.Parse(open[0]).Value,
                                Time.Parse(open[1]).Value
                            )),
                        ]
            )
        );

    /// <summary>
    /// A name as <c>{"ar": …, "fr": …, "en": …}</c>, English optional; or as one text, which is French: the form of older files.
    /// </summary>
    private static CalendarName Name(JsonElement name, string date) =>
        name.ValueKind switch
        {
            JsonValueKind.String when name.GetString() is { Length: > 0 } fr => fr,
            JsonValueKind.Object when TextOf(name, "fr") is { } fr && TextOf(name, "ar") is { } ar =>
                new CalendarName(fr, ar, TextOf(name, "en")),
            _ => throw new JsonException($"{date}: a name is needed in ar and fr (and en, if there is one)."),
        };

    private static string? TextOf(JsonElement name, string language) =>
        name.TryGetProperty(language, out var text)
        && text.ValueKind == JsonValueKind.String
        && !string.IsNullOrWhiteSpace(text.GetString())
            ? text.GetString()!.Trim()
            : null;

    private static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    private static CalendarStatus Status(string text) => Enum.Parse<CalendarStatus>(text, ignoreCase: true);

    private sealed record CalendarEntry(
        string Code,
        string Zone,
        Dictionary<string, string[][]> Hours,
        List<PeriodEntry>? Periods,
        List<HolidayEntry>? Holidays
    );

    private sealed record PeriodEntry(
        JsonElement Name,
        string From,
        string To,
        string Status,
        string Source,
        Dictionary<string, string[][]> Hours
    );

    private sealed record HolidayEntry(string Date, JsonElement Name, string Status, string Source);
}
