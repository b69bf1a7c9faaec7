using Hub.Audit;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>
/// Callbacks that came for attempts nobody knew: heard again for 24 hours, then left to a person. None is ever dropped.
/// </summary>
internal sealed class RematchCallbacks(HubStore store, AcceptCallback accept)
{
    private const int PageSize = 100;

    /// <summary>Hears all waiting callbacks again, page by page; returns how many found their attempt.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var (matched, after) = (0, (Guid?)Guid.Empty);
        while (after is { } last)
        {
            // Whoever waits longest is heard first, and nobody waits behind those whose attempt does not come.
            (var found, after) = await store.WriteAsync(session => HearPageAsync(last, session, ct), ct);
            matched += found;
        }

        return matched;
    }

    private async Task<(int Matched, Guid? Last)> HearPageAsync(
        Guid after,
        WriteSession session,
        CancellationToken ct
    )
    {
        var waiting = await session
            .Db.ReceivedPayloads.Where(p =>
                p.Outcome == PayloadOutcome.Quarantined
                && p.Code == "unknown_oid"
                && p.RetryUntil != null
                && p.Id.CompareTo(after) > 0
            )
            .OrderBy(p => p.Id)
            .Take(PageSize)
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

        return (matched, waiting.Count < PageSize ? null : waiting[^1].Id);
    }

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
