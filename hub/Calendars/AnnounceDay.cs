using Hub.Catalogue;
using Hub.Storage;
using NodaTime;
using Workflows.Time;

namespace Hub.Calendars;

/// <summary>
/// An administrator announces a holiday (often the evening before), makes a predicted one certain, or gives a day back. It is
/// in force at once on this node, a few seconds later on the others; open deadlines are reckoned again.
/// </summary>
internal sealed class AnnounceDay(HubStore store, ReferenceCatalogue catalogue, ReckonDeadlines reckon)
{
    private const string Counter = "announced-days";
    private const int MaxText = 200;

    /// <summary>How far from today a day may lie: a mistyped year moves nothing.</summary>
    private const int MaxDays = 800;

    /// <summary>Announces a day in some calendars.</summary>
    public async Task<AnnounceDayResult> RunAsync(
        DayAnnouncement announced,
        string actor,
        CancellationToken ct
    )
    {
        var day = announced with { Name = NameOf(announced) };
        if (FaultOf(day) is { } fault)
        {
            return new AnnounceDayResult.Refused(fault);
        }

        await store.WriteAsync(
            async session =>
            {
                var calendars = day.Calendars.Distinct(StringComparer.Ordinal).ToList();
                var number = await session.NextNumberAsync(Counter, calendars.Count, ct);
                foreach (var calendar in calendars)
                {
                    session.Db.AnnouncedDays.Add(ToRow(day, calendar, number++, actor, session));
                }
            },
            ct
        );
        return new AnnounceDayResult.Announced(await reckon.RunAsync(ct));
    }

    private static AnnouncedDay ToRow(
        DayAnnouncement day,
        string calendar,
        long number,
        string actor,
        WriteSession session
    ) =>
        new()
        {
            Id = session.NewId(),
            Number = number,
            Calendar = calendar,
            Date = day.Date,
            IsOff = day.IsOff,
            Name = day.Name.Fr,
            NameAr = day.Name.Ar,
            NameEn = day.Name.En,
            Status = day.Status,
            Source = day.Source.Trim(),
            By = actor,
            At = session.Now,
        };

    /// <summary>The feast is most often in the calendar, as predicted: its name need not be entered the evening before.</summary>
    private CalendarName NameOf(DayAnnouncement day) =>
        NamedByPeople.IsEmpty(day.Name)
            ? day.Calendars.Select(code =>
                    catalogue.Calendars.TryGet(code, out var calendar) ? calendar : null
                )
                .Select(calendar => calendar?.HolidayOn(LocalDate.FromDateOnly(day.Date))?.Name)
                .FirstOrDefault(name => name is not null)
                ?? NamedByPeople.Tidy(day.Name)
            : NamedByPeople.Tidy(day.Name);

    private string? FaultOf(DayAnnouncement day)
    {
        var today = DateOnly.FromDateTime(store.Now.UtcDateTime);
        return day.Calendars.Count == 0 || day.Calendars.Any(c => !catalogue.Calendars.TryGet(c, out _))
                ? "calendar_unknown"
            : Math.Abs(day.Date.DayNumber - today.DayNumber) > MaxDays ? "day_too_far"
            : NamedByPeople.FaultOf(day.Name) is { } name ? name
            : string.IsNullOrWhiteSpace(day.Source) || day.Source.Length > MaxText ? "day_source"
            : null;
    }
}

/// <summary>What is announced about a day.</summary>
/// <param name="Calendars">Codes of the calendars it holds for.</param>
/// <param name="IsOff">False: an ordinary working day again.</param>
/// <param name="Name">Empty for a day that one of the calendars names already.</param>
/// <param name="Source">Decree or announcement.</param>
internal sealed record DayAnnouncement(
    IReadOnlyCollection<string> Calendars,
    DateOnly Date,
    bool IsOff,
    CalendarName Name,
    CalendarStatus Status,
    string Source
);

/// <summary>What came of it.</summary>
internal abstract record AnnounceDayResult
{
    private AnnounceDayResult() { }

    /// <summary>In force; so many calendars changed.</summary>
    public sealed record Announced(int Changes) : AnnounceDayResult;

    /// <summary>Nothing changed: <c>calendar_unknown</c>, <c>day_too_far</c>, <c>day_source</c>, or a fault of the name.</summary>
    public sealed record Refused(string Code) : AnnounceDayResult;
}
