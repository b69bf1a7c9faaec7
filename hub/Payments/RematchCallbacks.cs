using Hub.Audit;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>
/// Callbacks that came for attempts nobody knew: heard again for 24 hours, then left to a person. None is ever dropped.
/// </summary>
internal sealed class RematchCallbacks(HubStore store, AcceptCallback accept)
{
    private const int BatchSize = 100;

    /// <summary>Hears all waiting callbacks again; returns how many found their attempt.</summary>
    public Task<int> RunAsync(CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                var waiting = await session
                    .Db.ReceivedPayloads.Where(p =>
                        p.Outcome == PayloadOutcome.Quarantined
                        && p.Code == "unknown_oid"
                        && p.RetryUntil != null
                    )
                    .OrderBy(p => p.Id)
                    .Take(BatchSize)
                    .ToListAsync(ct);
                var matched = 0;
                foreach (var payload in waiting)
                {
                    if (await accept.HearAgainAsync(payload, session, ct) is not null)
                    {
                        matched++;
                    }
                    else if (payload.RetryUntil < session.Now)
                    {
                        GiveUp(payload, session);
                    }
                }

                return matched;
            },
            ct
        );

    private static void GiveUp(ReceivedPayload payload, WriteSession session)
    {
        payload.RetryUntil = null;
        session.Db.Incidents.Add(
            new Processes.Incident
            {
                Id = session.NewId(),
                Code = "callback_unmatched",
                Message = $"A believable callback for '{payload.Key}' matched no attempt within a day.",
                Partner = payload.Partner,
                OpenedAt = session.Now,
            }
        );
    }
}
