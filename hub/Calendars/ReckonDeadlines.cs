using Hub.Catalogue;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Calendars;

/// <summary>
/// Finds out how the calendars in force differ from those that deadlines were last reckoned with, and reckons every open
/// deadline again: those of bureaus, manifests and citizens here, those of processes in their engine. What was begun and not
/// finished is done again; doing it twice changes nothing.
/// </summary>
internal sealed class ReckonDeadlines(
    HubStore store,
    ReferenceCatalogue catalogue,
    BusinessDeadlines business,
    ProcessDeadlines processes
)
{
    private const string File = "file";

    /// <summary>Compares and reckons; returns how many changes of calendars there were.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await RefreshAsync(ct);
        await store.WriteAsync(session => CompareAsync(session, ct), ct);
        var changes = await store.ReadAsync(db =>
            db.CalendarChanges.AsNoTracking()
                .Where(c => c.ReckonedAt == null)
                .OrderBy(c => c.At)
                .ThenBy(c => c.Date)
                .ToListAsync(ct)
        );
        var moving = changes.Where(c => c.Kind != CalendarChangeKind.Status).ToList();
        if (moving.Count > 0)
        {
            await business.ReckonAsync(moving, ct);
            await processes.ReckonAsync(moving, ct);
        }

        if (changes.Count > 0)
        {
            await store.WriteAsync(session => SettleAsync(changes, session, ct), ct);
        }

        return changes.Count;
    }

    /// <summary>Takes over what was announced on any node.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        var days = await store.ReadAsync(db =>
            db.AnnouncedDays.AsNoTracking().OrderBy(d => d.Number).ToListAsync(ct)
        );
        var periods = await store.ReadAsync(db =>
            db.AnnouncedPeriods.AsNoTracking().OrderBy(p => p.Number).ToListAsync(ct)
        );
        catalogue.Announce(days, periods);
    }

    private async Task CompareAsync(WriteSession session, CancellationToken ct)
    {
        await session.TakeTurnAsync();
        var known = await session.Db.ReckonedCalendars.ToDictionaryAsync(c => c.Calendar, ct);
        var days = await session.Db.AnnouncedDays.AsNoTracking().OrderBy(d => d.Number).ToListAsync(ct);
        var periods = await session.Db.AnnouncedPeriods.AsNoTracking().OrderBy(p => p.Number).ToListAsync(ct);
        foreach (var calendar in catalogue.Calendars.All)
        {
            var lines = CalendarLines.Of(calendar);
            if (!known.TryGetValue(calendar.Code, out var reckoned))
            {
                session.Db.ReckonedCalendars.Add(
                    new ReckonedCalendar
                    {
                        Calendar = calendar.Code,
                        Lines = lines,
                        At = session.Now,
                    }
                );
                continue;
            }

            foreach (var difference in CalendarLines.Compare(reckoned.Lines, lines))
            {
                var by = AnnouncerOf(calendar.Code, difference.Entry, days, periods) ?? File;
                session.Db.CalendarChanges.Add(ToRow(calendar.Code, difference, by, session));
            }

            (reckoned.Lines, reckoned.At) = (lines, session.Now);
        }
    }

    /// <summary>Who had the last word about a line of a calendar; null when nobody but its file spoke of it.</summary>
    private static string? AnnouncerOf(
        string calendar,
        CalendarEntry entry,
        List<AnnouncedDay> days,
        List<AnnouncedPeriod> periods
    ) =>
        entry.IsDay
            ? days.FindLast(d => d.Calendar == calendar && d.Date == entry.Date.ToDateOnly())?.By
            : periods.FindLast(p => p.Calendar == calendar && p.IsAbout(entry.Name, entry.Date))?.By;

    private static CalendarChange ToRow(
        string calendar,
        CalendarDifference difference,
        string by,
        WriteSession session
    ) =>
        new()
        {
            Id = session.NewId(),
            Calendar = calendar,
            Kind = difference.Kind,
            Date = difference.Entry.Date.ToDateOnly(),
            Name = difference.Entry.Name,
            Status = difference.Entry.Status,
            Source = difference.Entry.Source,
            By = by,
            At = session.Now,
        };

    private static async Task SettleAsync(
        List<CalendarChange> changes,
        WriteSession session,
        CancellationToken ct
    )
    {
        var ids = changes.ConvertAll(c => c.Id);
        await session
            .Db.CalendarChanges.Where(c => ids.Contains(c.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ReckonedAt, session.Now), ct);
    }
}
