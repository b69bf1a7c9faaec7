using Hub.Calendars;
using Hub.Catalogue;
using Hub.Pages.Shell;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Orders;

/// <summary>An order's deadlines that moved because a calendar changed, on its timeline: from when to when, and why.</summary>
internal static class DeadlineEntries
{
    /// <summary>The entries, in no order.</summary>
    public static async Task<IEnumerable<TimelineEntry>> ReadAsync(
        HubDb db,
        ReferenceCatalogue catalogue,
        Guid orderId,
        CancellationToken ct
    )
    {
        var moved = await (
            from change in db.DeadlineChanges
            where change.OrderId == orderId
            join cause in db.CalendarChanges on change.CalendarChangeId equals cause.Id
            select new { Change = change, Cause = cause }
        ).ToListAsync(ct);
        if (moved.Count == 0)
        {
            return [];
        }

        var names = await KnownNames.ReadAsync(db, catalogue, ct);
        return moved.Select(m => new TimelineEntry(
            m.Change.At,
            "deadline",
            "deadline." + m.Change.What,
            m.Cause.By,
            "deadline_moved",
            $"{LocalTime.TextOf(m.Change.From)} → {LocalTime.TextOf(m.Change.To)} · {names.In(Language.Current.Code, m.Cause.Name)} ({m.Cause.Date:yyyy-MM-dd}, {m.Cause.Source})",
            "/calendars"
        ));
    }
}
