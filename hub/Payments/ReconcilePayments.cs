using Hub.Catalogue;
using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Workflows.Time;

namespace Hub.Payments;

/// <summary>
/// The daily reconciliation: what the provider settled against our ledger. Breaks are kept with their age; one that is gone
/// the next day is cleared by itself, one that stays waits for a person to sign it off (domain.md §4.6).
/// </summary>
internal sealed class ReconcilePayments(
    HubStore store,
    AskGateway ask,
    ReferenceCatalogue catalogue,
    IOptions<PaymentOptions> options
)
{
    private const string Overdue = "settlement_overdue";
    private const string Banks = "banks";

    /// <summary>Days looked back: older payments are settled, or signed off.</summary>
    private const int Window = 60;

    /// <summary>Reconciles; returns how many breaks are open.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var today = QuotePrice.DayOf(store.Now);
        var from = store.Now.AddDays(-Window);
        var evidence = await store.ReadAsync(db => ReadAsync(db, from, today, ct));
        var found = FindBreaks.Run(evidence);
        await store.WriteAsync(session => KeepAsync(found, today, session, ct), ct);
        await ask.AboutUnheardAsync(store, ct);
        await store.WriteAsync(session => WatchAsync(evidence.SilentProviders(), session, ct), ct);
        return found.Count;
    }

    private async Task<SettlementEvidence> ReadAsync(
        HubDb db,
        DateTimeOffset from,
        LocalDate today,
        CancellationToken ct
    )
    {
        // Older payments are settled or signed off; but a break that is still there does not vanish by growing old.
        var open = await db
            .ReconciliationBreaks.Where(b => b.ClearedAt == null)
            .Select(b => b.Oid)
            .ToListAsync(ct);
        var recent = await db.SettlementLines.Where(l => l.ReceivedAt >= from).ToListAsync(ct);
        var captured = db.Ledger.Where(e => e.Kind == LedgerKind.Captured && e.At >= from);
        var ids = await captured.Select(e => e.AttemptId!.Value).ToListAsync(ct);
        ids.AddRange(recent.Where(l => l.AttemptId is not null).Select(l => l.AttemptId!.Value));
        ids.AddRange(
            await db.ReadInChunksAsync(
                open,
                chunk => db.PaymentAttempts.Where(a => chunk.Contains(a.Oid)).Select(a => a.Id),
                ct
            )
        );
        var attempts = await db.ReadInChunksAsync(
            ids.Distinct(),
            chunk => db.PaymentAttempts.Where(a => chunk.Contains(a.Id)),
            ct
        );
        var oids = attempts
            .Select(a => a.Oid)
            .Concat(open)
            .Concat(recent.Where(l => l.AttemptId is null).Select(l => l.Oid));
        var lines = await db.ReadInChunksAsync(
            oids.Distinct(StringComparer.Ordinal),
            chunk => db.SettlementLines.Where(l => chunk.Contains(l.Oid)),
            ct
        );
        var entries = await db.ReadInChunksAsync(
            attempts.Select(a => a.Id),
            chunk =>
                db.Ledger.Where(e => e.Kind == LedgerKind.Captured && chunk.Contains(e.AttemptId!.Value)),
            ct
        );
        var refunds = await db.ReadInChunksAsync(
            attempts.Select(a => a.Id),
            chunk => db.Refunds.Where(r => chunk.Contains(r.AttemptId)),
            ct
        );
        return new SettlementEvidence(
            BookedAttempts.Of(attempts, entries, refunds),
            lines,
            new SettlementDelay(BankCalendar(), options.Value.SettledWithinDays),
            today
        );
    }

    private static async Task KeepAsync(
        IReadOnlyList<FoundBreak> found,
        LocalDate today,
        WriteSession session,
        CancellationToken ct
    )
    {
        var open = new List<ReconciliationBreak>();
        var known = await session.Db.ReconciliationBreaks.Where(b => b.ClearedAt == null).ToListAsync(ct);
        // One that was cleared may be there again, however long ago it was.
        var cleared = await session.Db.ReadInChunksAsync(
            found.Select(f => f.Oid).Distinct(StringComparer.Ordinal),
            chunk => session.Db.ReconciliationBreaks.Where(b => b.ClearedAt != null && chunk.Contains(b.Oid)),
            ct
        );
        var byKey = known.Concat(cleared).ToDictionary(b => (b.Type, b.Oid));
        foreach (var one in found)
        {
            if (!byKey.Remove((one.Type, one.Oid), out var kept))
            {
                kept = New(one, session);
                session.Db.ReconciliationBreaks.Add(kept);
            }
            else if ((kept.ExpectedCentimes, kept.FoundCentimes) != (one.ExpectedCentimes, one.FoundCentimes))
            {
                // Not what somebody signed off.
                (kept.SignedOffBy, kept.SignedOffAt, kept.Note) = (null, null, null);
            }

            kept.ExpectedCentimes = one.ExpectedCentimes;
            kept.FoundCentimes = one.FoundCentimes;
            kept.LastSeenAt = session.Now;
            kept.ClearedAt = null;
            open.Add(kept);
        }

        foreach (var gone in byKey.Values)
        {
            gone.ClearedAt ??= session.Now;
        }

        await AskGateway.AboutBreaksAsync(open, today, session, ct);
    }

    private static ReconciliationBreak New(FoundBreak found, WriteSession session) =>
        new()
        {
            Id = session.NewId(),
            Type = found.Type,
            Oid = found.Oid,
            OrderId = found.OrderId,
            Day = found.Day,
            FirstSeenAt = session.Now,
        };

    private WorkingCalendar BankCalendar() =>
        catalogue.Calendars.TryGet(Banks, out var banks)
            ? banks
            : throw new InvalidOperationException($"The reference data has no calendar '{Banks}'.");

    /// <summary>
    /// The absence of a file is a finding too, from the first day on; when files come again, nobody has to say that they do.
    /// </summary>
    private static async Task WatchAsync(
        IReadOnlyList<SilentProvider> silent,
        WriteSession session,
        CancellationToken ct
    )
    {
        var open = await session
            .Db.Incidents.Where(i => i.Code == Overdue && i.ResolvedAt == null)
            .ToListAsync(ct);
        foreach (var over in open.Where(i => silent.All(s => s.Provider != i.Partner)))
        {
            (over.ResolvedAt, over.ResolvedBy, over.Resolution) = (session.Now, "system", "settled");
        }

        foreach (var one in silent.Where(s => open.TrueForAll(i => i.Partner != s.Provider)))
        {
            var message =
                $"The settlement file is missing: of the payments since {one.Since} nothing was settled; "
                + (one.LastDay is { } last ? $"the last day in a file is {last}." : "no file ever came.");
            Incident.Open(session, Overdue, message, one.Provider);
        }
    }
}
