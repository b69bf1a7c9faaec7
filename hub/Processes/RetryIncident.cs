using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Workflows.Engine;

namespace Hub.Processes;

/// <summary>A person says that the cause of an incident is gone: what failed is tried again.</summary>
internal sealed class RetryIncident(HubStore store)
{
    /// <summary>Retries given to work whose tries were used up.</summary>
    private const int FreshRetries = 3;

    /// <summary>
    /// Resolves the incident: parked work is tried again (its status is asked first), a parked trigger is heard again, an
    /// element of a process begins again. False when there is no such open incident.
    /// </summary>
    public Task<bool> RunAsync(Guid incidentId, string actor, CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                var incident = await session.Db.Incidents.FirstOrDefaultAsync(
                    i => i.Id == incidentId && i.ResolvedAt == null,
                    ct
                );
                if (incident is null)
                {
                    return false;
                }

                incident.ResolvedAt = session.Now;
                incident.ResolvedBy = actor;
                incident.Resolution = "retried";
                await RetryAsync(incident, session, ct);
                return true;
            },
            ct
        );

    private static async Task RetryAsync(Incident incident, WriteSession session, CancellationToken ct)
    {
        if (incident.WorkItemId is { } workItem)
        {
            if (
                await session.Db.WorkItems.FirstOrDefaultAsync(w => w.Id == workItem, ct) is
                { State: WorkState.Parked } row
            )
            {
                row.State = WorkState.Ready;
                row.RetriesLeft = FreshRetries;
                row.DueAt = session.Now;
                session.RingForWork();
            }

            return;
        }

        if (incident is not { InstanceId: { } instance, ElementInstance: { } element })
        {
            return;
        }

        var parked = await session
            .Db.ProcessTriggers.Where(t => t.InstanceId == instance && t.Parked)
            .ToListAsync(ct);
        parked.ForEach(trigger => trigger.Parked = false);
        if (parked.Count == 0)
        {
            session.Processes.Tell(instance, new Trigger.IncidentResolved(element));
        }
        else
        {
            session.RingForProcesses();
        }
    }
}
