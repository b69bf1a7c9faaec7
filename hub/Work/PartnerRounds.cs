using System.Collections.Concurrent;
using Adapters.Exchange;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Work;

/// <summary>
/// Visits partners side by side to see what they have for us. One that fails does not hold up the others: it is visited
/// again in the next round, and when it goes on failing a person is told, once.
/// </summary>
internal sealed partial class PartnerRounds(
    HubStore store,
    IOptions<PartnerRoundsOptions> options,
    ILogger<PartnerRounds> logger
)
{
    private const int MaxErrorLength = 500;

    private readonly ConcurrentDictionary<(string Partner, string Channel), DateTimeOffset> visited = new();

    /// <summary>Visits the partners whose turn it is; returns how many visits succeeded.</summary>
    /// <param name="channel">What is looked at.</param>
    /// <param name="partners">Everybody who may have something.</param>
    /// <param name="expected">Those of whom we expect something: visited in every round, the others now and then.</param>
    /// <param name="visit">One visit. Throws when the partner is silent or broken.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<int> RunAsync(
        string channel,
        IEnumerable<string> partners,
        IReadOnlySet<string> expected,
        Func<string, CancellationToken, Task> visit,
        CancellationToken ct
    )
    {
        var now = store.Now;
        var turn = partners
            .Where(p => expected.Contains(p) || IsIdleTurn(p, channel, now))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (turn.Count == 0)
        {
            return 0;
        }

        var failing = await store.ReadAsync(db =>
            db.PartnerContacts.Where(c => c.Channel == channel && c.FailingSince != null)
                .Select(c => c.Partner)
                .ToHashSetAsync(StringComparer.Ordinal, ct)
        );
        var succeeded = 0;
        await Parallel.ForEachAsync(
            turn,
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.AtOnce, CancellationToken = ct },
            async (partner, token) =>
            {
                visited[(partner, channel)] = now;
                if (await VisitAsync(partner, channel, failing.Contains(partner), visit, token))
                {
                    Interlocked.Increment(ref succeeded);
                }
            }
        );
        return succeeded;
    }

    private bool IsIdleTurn(string partner, string channel, DateTimeOffset now) =>
        !visited.TryGetValue((partner, channel), out var last) || now - last >= options.Value.IdleEvery;

    private async Task<bool> VisitAsync(
        string partner,
        string channel,
        bool wasFailing,
        Func<string, CancellationToken, Task> visit,
        CancellationToken ct
    )
    {
        try
        {
            using var patience = new CancellationTokenSource(options.Value.Patience, TimeProvider.System);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
            await visit(partner, either.Token);
        }
#pragma warning disable CA1031 // A partner can fail in any way; it is noted, retried in the next round, and told to a person.
        catch (Exception exception) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogVisitFailed(exception, partner, channel);
            await store.WriteAsync(session => FailedAsync(partner, channel, exception, session, ct), ct);
            return false;
        }

        if (wasFailing)
        {
            await store.WriteAsync(session => RecoveredAsync(partner, channel, session, ct), ct);
        }

        return true;
    }

    /// <summary>The contact with a partner, written when there is none yet.</summary>
    public static async Task<PartnerContact> ContactAsync(
        string partner,
        string channel,
        WriteSession session,
        CancellationToken ct
    )
    {
        var contact = await session.Db.PartnerContacts.FirstOrDefaultAsync(
            c => c.Partner == partner && c.Channel == channel,
            ct
        );
        if (contact is null)
        {
            contact = new PartnerContact { Partner = partner, Channel = channel };
            session.Db.PartnerContacts.Add(contact);
        }

        return contact;
    }

    private async Task FailedAsync(
        string partner,
        string channel,
        Exception exception,
        WriteSession session,
        CancellationToken ct
    )
    {
        var contact = await ContactAsync(partner, channel, session, ct);
        var error = $"{exception.GetType().Name}: {exception.Message}";
        contact.FailingSince ??= session.Now;
        contact.LastError = error.Length <= MaxErrorLength ? error : error[..MaxErrorLength];
        // A server that shows another key may be somebody else's: nobody waits with that.
        var impostor = exception is HostKeyRefusedException;
        if (
            contact.IncidentId is not null
            || (!impostor && session.Now - contact.FailingSince < options.Value.AlarmAfter)
        )
        {
            return;
        }

        contact.IncidentId = Incident
            .Open(
                session,
                impostor ? "host_key_changed" : "partner_unreachable",
                $"The {channel} of '{partner}' cannot be looked at: {contact.LastError}",
                partner
            )
            .Id;
    }

    private static async Task RecoveredAsync(
        string partner,
        string channel,
        WriteSession session,
        CancellationToken ct
    )
    {
        var contact = await ContactAsync(partner, channel, session, ct);
        if (
            contact.IncidentId is { } id
            && await session.Db.Incidents.FirstOrDefaultAsync(i => i.Id == id && i.ResolvedAt == null, ct)
                is { } incident
        )
        {
            incident.ResolvedAt = session.Now;
            incident.ResolvedBy = "system";
            incident.Resolution = "recovered";
        }

        contact.FailingSince = null;
        contact.LastError = null;
        contact.IncidentId = null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The {Channel} of {Partner} could not be looked at")]
    private partial void LogVisitFailed(Exception exception, string partner, string channel);
}
