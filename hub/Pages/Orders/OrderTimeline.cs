using Hub.Catalogue;
using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Orders;

/// <summary>
/// Everything that happened to one order, in one line of time: states, the process, messages to partners, files, payments,
/// the post, people, incidents.
/// </summary>
internal static class OrderTimeline
{
    /// <summary>The entries, oldest first.</summary>
    public static async Task<IReadOnlyList<TimelineEntry>> ReadAsync(
        HubDb db,
        ReferenceCatalogue catalogue,
        Guid orderId,
        CancellationToken ct
    )
    {
        var entries = new List<TimelineEntry>();
        var events = await db.OrderEvents.Where(e => e.OrderId == orderId).ToListAsync(ct);
        entries.AddRange(events.Select(ToEntry));
        var effects = await db.Effects.Where(e => e.OrderId == orderId).ToListAsync(ct);
        entries.AddRange(effects.Select(ToEntry));
        var tasks = await db.UserTasks.Where(t => t.OrderId == orderId).ToListAsync(ct);
        entries.AddRange(tasks.SelectMany(ToEntries));
        var incidents = await db.Incidents.Where(i => i.OrderId == orderId).ToListAsync(ct);
        entries.AddRange(incidents.SelectMany(ToEntries));
        var instances = await db
            .ProcessInstances.Where(i => i.OrderId == orderId)
            .Select(i => new
            {
                i.ProcessId,
                i.CreatedAt,
                i.EndedAt,
                i.Status,
            })
            .ToListAsync(ct);
        entries.AddRange(instances.SelectMany(i => ToEntries(i.ProcessId, i.CreatedAt, i.EndedAt, i.Status)));
        var looks = await db.AttachmentLooks.Where(l => l.OrderId == orderId).ToListAsync(ct);
        entries.AddRange(
            looks.Select(l => new TimelineEntry(l.At, "person", "attachment.looked_at", l.Actor, null, null))
        );
        entries.AddRange(await MoneyEntries.ReadAsync(db, orderId, ct));
        entries.AddRange(await BureauEntries.ReadAsync(db, orderId, ct));
        entries.AddRange(await LetterEntries.ReadAsync(db, orderId, ct));
        entries.AddRange(await DeadlineEntries.ReadAsync(db, catalogue, orderId, ct));
        return [.. entries.OrderBy(e => e.At)];
    }

    private static TimelineEntry ToEntry(OrderEvent e) =>
        new(
            e.At,
            "state",
            "state." + e.To.ToWireName(),
            e.Actor,
            e.Reason,
            e.To is OrderState.Routed or OrderState.Rerouted ? e.BureauCode : null
        );

    private static TimelineEntry ToEntry(Effect e) =>
        new(
            e.OutcomeAt ?? e.IntendedAt,
            "message",
            "work." + e.Type,
            e.Partner,
            "effect." + Name(e),
            e.Detail
        );

    private static string Name(Effect e) =>
        e.State == EffectState.Done
            ? "done_" + e.Level.ToString().ToLowerInvariant()
            : e.State.ToString().ToLowerInvariant();

    private static IEnumerable<TimelineEntry> ToEntries(
        string processId,
        DateTimeOffset begunAt,
        DateTimeOffset? endedAt,
        InstanceStatus status
    )
    {
        yield return new TimelineEntry(begunAt, "step", "process." + processId, null, "process_begun", null);
        if (endedAt is { } at)
        {
            var outcome = status == InstanceStatus.Terminated ? "process_stopped" : "process_ended";
            yield return new TimelineEntry(at, "step", "process." + processId, null, outcome, null);
        }
    }

    private static IEnumerable<TimelineEntry> ToEntries(UserTask task)
    {
        var what = "task." + task.ElementId;
        yield return new TimelineEntry(
            task.OpenedAt,
            "person",
            what,
            task.CandidateGroup,
            "task_opened",
            null
        );
        if (task.ClaimedAt is { } claimed)
        {
            yield return new TimelineEntry(claimed, "person", what, task.ClaimedBy, "task_claimed", null);
        }

        if (task.ClosedAt is { } closed)
        {
            var withdrawn = task.State == UserTaskState.Withdrawn;
            yield return new TimelineEntry(
                closed,
                "person",
                what,
                task.ClaimedBy ?? task.CandidateGroup,
                withdrawn ? "task_withdrawn" : "task_done",
                null
            );
        }
    }

    private static IEnumerable<TimelineEntry> ToEntries(Incident incident)
    {
        yield return new TimelineEntry(
            incident.OpenedAt,
            "incident",
            "incident." + incident.Code,
            incident.Partner,
            "incident_opened",
            incident.Message
        );
        if (incident.ResolvedAt is { } resolved)
        {
            yield return new TimelineEntry(
                resolved,
                "incident",
                "incident." + incident.Code,
                incident.ResolvedBy,
                "incident_resolved",
                incident.Resolution
            );
        }
    }
}

/// <summary>One entry of an order's timeline.</summary>
/// <param name="At">When.</param>
/// <param name="Kind"><c>state</c>, <c>step</c>, <c>message</c>, <c>payment</c>, <c>file</c>, <c>post</c>, <c>person</c>, <c>incident</c>, <c>deadline</c>.</param>
/// <param name="What">Text key of what happened.</param>
/// <param name="Who">Actor or partner.</param>
/// <param name="Outcome">Code of how it ended or why.</param>
/// <param name="Detail">Further words, without personal data.</param>
/// <param name="Link">The page with the evidence.</param>
internal sealed record TimelineEntry(
    DateTimeOffset At,
    string Kind,
    string What,
    string? Who,
    string? Outcome,
    string? Detail,
    string? Link = null
);
