using Hub.Catalogue;
using Hub.Storage;
using Workflows.Time;

namespace Hub.Calendars;

/// <summary>
/// An administrator announces other hours: Ramadan (predicted, then confirmed by the ministerial order, often late), summer, a
/// day that ends at noon; or gives the usual hours back. In force at once, as a day is (<see cref="AnnounceDay"/>).
/// </summary>
internal sealed class AnnouncePeriod(HubStore store, ReferenceCatalogue catalogue, ReckonDeadlines reckon)
{
    private const string Counter = "announced-periods";
    private const int MaxText = 200;

    /// <summary>How far from today a period may begin: a mistyped year moves nothing.</summary>
    private const int MaxDaysAway = 800;

    /// <summary>Days a period may last: a summer, not a year.</summary>
    private const int MaxDays = 184;

    /// <summary>Announces a period in some calendars.</summary>
    public async Task<AnnounceDayResult> RunAsync(
        PeriodAnnouncement announced,
        string actor,
        CancellationToken ct
    )
    {
        var period = announced with { Name = NamedByPeople.Tidy(announced.Name) };
        if (FaultOf(period) is { } fault)
        {
            return new AnnounceDayResult.Refused(fault);
        }

        await store.WriteAsync(
            async session =>
            {
                var calendars = period.Calendars.Distinct(StringComparer.Ordinal).ToList();
                var number = await session.NextNumberAsync(Counter, calendars.Count, ct);
                foreach (var calendar in calendars)
                {
                    session.Db.AnnouncedPeriods.Add(ToRow(period, calendar, number++, actor, session));
                }
            },
            ct
        );
        return new AnnounceDayResult.Announced(await reckon.RunAsync(ct));
    }

    private static AnnouncedPeriod ToRow(
        PeriodAnnouncement period,
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
            Name = period.Name.Fr,
            NameAr = period.Name.Ar,
            NameEn = period.Name.En,
            From = period.From,
            To = period.To,
            IsInForce = period.IsInForce,
            Opens = period.Weekdays.From,
            Closes = period.Weekdays.To,
            SaturdayOpens = period.Saturday?.From,
            SaturdayCloses = period.Saturday?.To,
            Status = period.Status,
            Source = period.Source.Trim(),
            By = actor,
            At = session.Now,
        };

    private string? FaultOf(PeriodAnnouncement period)
    {
        var today = DateOnly.FromDateTime(store.Now.UtcDateTime);
        return period.Calendars.Count == 0 || period.Calendars.Any(c => !catalogue.Calendars.TryGet(c, out _))
                ? "calendar_unknown"
            : Math.Abs(period.From.DayNumber - today.DayNumber) > MaxDaysAway ? "day_too_far"
            : period.To < period.From ? "period_backwards"
            : period.To.DayNumber - period.From.DayNumber >= MaxDays ? "period_too_long"
            : period.Weekdays.IsBackwards || period.Saturday is { IsBackwards: true } ? "hours_wrong"
            : NamedByPeople.FaultOf(period.Name) is { } name ? name
            : string.IsNullOrWhiteSpace(period.Source) || period.Source.Length > MaxText ? "day_source"
            : null;
    }
}

/// <summary>What is announced about hours.</summary>
/// <param name="Calendars">Codes of the calendars they hold for.</param>
/// <param name="IsInForce">False: the usual hours again.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Weekdays">Monday to Friday.</param>
/// <param name="Saturday">For calendars that are open then; null: closed.</param>
/// <param name="Source">Ministerial order or announcement.</param>
internal sealed record PeriodAnnouncement(
    IReadOnlyCollection<string> Calendars,
    CalendarName Name,
    DateOnly From,
    DateOnly To,
    bool IsInForce,
    DailyHours Weekdays,
    DailyHours? Saturday,
    CalendarStatus Status,
    string Source
);

/// <summary>From opening to closing, by the local clock of one day.</summary>
internal sealed record DailyHours(TimeOnly From, TimeOnly To)
{
    /// <summary>Does the day end before it begins?</summary>
    public bool IsBackwards => To <= From;
}
