using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Workflows.Time;

namespace Hub.Calendars;

/// <summary>
/// A calendar's holidays and periods as lines of text, so that two readings of it can be compared: a holiday is
/// <c>day|2026-05-27|confirmed|Aïd al-Adha|source</c> (the name in French), a period <c>hours|from|status|name|source|to|hours</c>.
/// </summary>
internal static class CalendarLines
{
    private const char Separator = '|';
    private const string Day = "day";
    private const string Hours = "hours";

    /// <summary>The lines of a calendar, in order.</summary>
    public static string Of(WorkingCalendar calendar) =>
        string.Join(
            '\n',
            calendar
                .Holidays.Select(h => Line(Day, h.Date, h.Status, h.Name.Fr, h.Source))
                .Concat(
                    calendar.Periods.Select(p =>
                        Line(Hours, p.From, p.Status, p.Name.Fr, p.Source)
                        + Separator
                        + LocalDatePattern.Iso.Format(p.To)
                        + Separator
                        + Text(p.Hours)
                    )
                )
                .Order(StringComparer.Ordinal)
        );

    /// <summary>What changed from one reading to the next.</summary>
    public static IReadOnlyList<CalendarDifference> Compare(string before, string after)
    {
        var (old, now) = (Read(before), Read(after));
        var gone = old.Where(e => !now.ContainsKey(e.Key))
            .Select(e => new CalendarDifference(KindOfLoss(e.Value), e.Value));
        var come = now.Where(e => !old.ContainsKey(e.Key))
            .Select(e => new CalendarDifference(KindOfGain(e.Value), e.Value));
        var other = now.Where(e => old.TryGetValue(e.Key, out var former) && former.Line != e.Value.Line)
            .Select(e => new CalendarDifference(
                e.Value.IsDay || e.Value.Extent == old[e.Key].Extent
                    ? CalendarChangeKind.Status
                    : CalendarChangeKind.Hours,
                e.Value
            ));
        return [.. gone.Concat(come).Concat(other).OrderBy(d => d.Entry.Date)];
    }

    private static CalendarChangeKind KindOfLoss(CalendarEntry entry) =>
        entry.IsDay ? CalendarChangeKind.DayBack : CalendarChangeKind.Hours;

    private static CalendarChangeKind KindOfGain(CalendarEntry entry) =>
        entry.IsDay ? CalendarChangeKind.DayOff : CalendarChangeKind.Hours;

    private static Dictionary<(string Kind, LocalDate Date, string Period), CalendarEntry> Read(string lines)
    {
        var entries = new Dictionary<(string, LocalDate, string), CalendarEntry>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(Separator);
            var entry = new CalendarEntry(
                line,
                parts[0] == Day,
                LocalDatePattern.Iso.Parse(parts[1]).Value,
                Enum.Parse<CalendarStatus>(parts[2], ignoreCase: true),
                parts[3],
                parts[4],
                string.Join(Separator, parts[5..])
            );
            entries[(parts[0], entry.Date, entry.IsDay ? "" : entry.Name)] = entry;
        }

        return entries;
    }

    private static string Line(
        string kind,
        LocalDate date,
        CalendarStatus status,
        string name,
        string source
    ) =>
        string.Join(
            Separator,
            kind,
            LocalDatePattern.Iso.Format(date),
            status.ToString().ToLowerInvariant(),
            Plain(name),
            Plain(source)
        );

    private static string Text(WeeklyHours hours) =>
        string.Join(
            ',',
            Enumerable
                .Range(1, 7)
                .SelectMany(day =>
                    hours
                        .On((IsoDayOfWeek)day)
                        .Select(open =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{day} {open.From:HH:mm}-{open.To:HH:mm}"
                            )
                        )
                )
        );

    private static string Plain(string text) => text.Replace(Separator, ' ').ReplaceLineEndings(" ");
}

/// <summary>One line of a calendar.</summary>
/// <param name="Extent">Last day and hours of a period: what deadlines follow. Empty for a day.</param>
internal sealed record CalendarEntry(
    string Line,
    bool IsDay,
    LocalDate Date,
    CalendarStatus Status,
    string Name,
    string Source,
    string Extent
);

/// <summary>What became of one line.</summary>
internal sealed record CalendarDifference(CalendarChangeKind Kind, CalendarEntry Entry);
