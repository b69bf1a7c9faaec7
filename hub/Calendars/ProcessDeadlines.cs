using Hub.Processes;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Engine;
using Workflows.Feel;

namespace Hub.Calendars;

/// <summary>
/// Tells every process that waits for a moment that calendars have changed; its engine reckons its timers and tasks again. A
/// letter's claim is reckoned here, for its process knows only the moment.
/// </summary>
internal sealed class ProcessDeadlines(HubStore store, ClaimClock claims)
{
    private const string Post = "post";
    private const string Dispatch = "dispatch";
    private const int PerTransaction = 500;

    /// <summary>Until then every node has heard of the announcement (<see cref="CalendarWatch"/>).</summary>
    private static readonly TimeSpan HeardEverywhere = TimeSpan.FromSeconds(30);

    /// <summary>Tells all of them; the transitions follow with the runner.</summary>
    public async Task ReckonAsync(IReadOnlyList<CalendarChange> changes, CancellationToken ct)
    {
        var cause = changes[0].Id.ToString("N");
        if (changes.Any(c => c.Calendar == Post))
        {
            await ReckonClaimsAsync(ct);
        }

        var waiting = await store.ReadAsync(async db =>
        {
            var timers = db
                .ProcessTriggers.Where(t => t.Kind == TriggerKind.TimerFired && !t.Parked)
                .Select(t => t.InstanceId);
            var tasks = db
                .UserTasks.Where(t => t.DueAt != null && t.State < UserTaskState.Completed)
                .Select(t => t.InstanceId);
            return await timers.Union(tasks).ToListAsync(ct);
        });
        foreach (var ids in waiting.Chunk(PerTransaction))
        {
            await store.WriteAsync(
                session =>
                {
                    foreach (var id in ids)
                    {
                        session.Processes.TellAt(
                            id,
                            new Trigger.CalendarsChanged(cause),
                            session.Now + HeardEverywhere
                        );
                    }

                    return Task.CompletedTask;
                },
                ct
            );
        }
    }

    private async Task ReckonClaimsAsync(CancellationToken ct)
    {
        var letters = await store.ReadAsync(db =>
            (
                from instance in db.ProcessInstances
                where instance.ProcessId == Dispatch && instance.Status == InstanceStatus.Active
                join letter in db.Shipments on instance.OrderId equals letter.OrderId
                where
                    letter.HandedOverAt != null
                    && letter.ClaimOpenedAt == null
                    && !db.Shipments.Any(s => s.OrderId == letter.OrderId && s.Number > letter.Number)
                select new { InstanceId = instance.Id, Letter = letter }
            ).ToListAsync(ct)
        );
        foreach (var some in letters.Chunk(PerTransaction))
        {
            var items = some.Select(l => l.Letter.Item).ToList();
            await store.WriteAsync(
                async session =>
                {
                    var events = (
                        await session
                            .Db.TrackingEvents.AsNoTracking()
                            .Where(e => items.Contains(e.Item))
                            .ToListAsync(ct)
                    ).ToLookup(e => e.Item, StringComparer.Ordinal);
                    foreach (var letter in some)
                    {
                        var due = claims.After(letter.Letter, [.. events[letter.Letter.Item]]);
                        session.Processes.TellAt(
                            letter.InstanceId,
                            new Trigger.VariablesSet(
                                0,
                                FeelContext.Of(KeyValuePair.Create("claimAfter", due))
                            ),
                            session.Now + HeardEverywhere
                        );
                    }
                },
                ct
            );
        }
    }
}
