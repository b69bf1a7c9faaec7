using System.Data.Common;
using Hub.Catalogue;
using Hub.Payments;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Api;

/// <summary>
/// Looks how the hub is, at most every few seconds: everybody may ask, however often, and the store is asked once.
/// </summary>
internal sealed class ServiceStatus(HubStore store, PartnerBreaker breaker, ReferenceCatalogue catalogue)
    : IDisposable
{
    /// <summary>The store does not answer.</summary>
    public const string Down = "down";

    // Beside the bureaus.
    private static readonly string[] Payments =
    [
        PaymentMethod.PartnerOf(PaymentMethod.Card),
        PaymentMethod.PartnerOf(PaymentMethod.Agency),
        PaymentMethod.PartnerOf(PaymentMethod.Sms),
    ];

    private static readonly string[] CommonPartners = [.. Payments, "post", "mail", "sms"];

    private const string Ok = "ok";
    private const string Late = "late";
    private const string Disturbed = "disturbed";

    /// <summary>How long one look serves.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    // A trigger nobody took for so long means that the engine stands still.
    private static readonly TimeSpan EngineLate = TimeSpan.FromMinutes(5);

    // Weeks of answers are not read every few seconds.
    private static readonly TimeSpan TimesFresh = TimeSpan.FromMinutes(10);

    private IReadOnlyDictionary<string, TimeSpan> times = new Dictionary<string, TimeSpan>();
    private DateTimeOffset timesAsOf = DateTimeOffset.MinValue;
    private readonly SemaphoreSlim looking = new(1, 1);
    private volatile StatusView? last;

    /// <summary>The last look, or a new one when that is stale.</summary>
    public async Task<StatusView> ReadAsync(CancellationToken ct)
    {
        if (last is { } view && IsFresh(view))
        {
            return view;
        }

        await looking.WaitAsync(ct);
        try
        {
            // Whoever waited takes what was seen meanwhile.
            return last is { } seen && IsFresh(seen) ? seen : last = await LookAsync(ct);
        }
        finally
        {
            looking.Release();
        }
    }

    public void Dispose() => looking.Dispose();

    private bool IsFresh(StatusView view) => store.Now - view.AsOf < Fresh;

    private async Task<StatusView> LookAsync(CancellationToken ct)
    {
        var now = store.Now;
        try
        {
            return await store.ReadAsync(db => LookAsync(db, now, ct));
        }
        catch (Exception exception) when (store.Dialect.IsTransient(exception) || exception is DbException)
        {
            return new StatusView(Down, ComponentsOf(Down, Late, []), [], [], now);
        }
    }

    private async Task<StatusView> LookAsync(HubDb db, DateTimeOffset now, CancellationToken ct)
    {
        var oldest = await db
            .ProcessTriggers.Where(t => !t.Parked && t.DueAt <= now)
            .MinAsync(t => (DateTimeOffset?)t.DueAt, ct);
        var silent = await db
            .PartnerContacts.Where(c => c.FailingSince != null)
            .Select(c => c.Partner)
            .ToListAsync(ct);
        if (now - timesAsOf >= TimesFresh)
        {
            (times, timesAsOf) = (await BureauDelays.ReadTimesAsync(db, now, ct), now);
        }

        var bureaus = await BureauDelays.ReadAsync(db, catalogue, times, ct);
        var engine = oldest is { } due && now - due > EngineLate ? Late : Ok;
        var disturbed = silent
            .Concat(breaker.Open().Select(open => open.Partner))
            .Where(IsEverybodysPartner)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return new StatusView(
            engine == Ok && disturbed.Count == 0 ? Ok : "degraded",
            ComponentsOf(Ok, engine, disturbed),
            disturbed,
            bureaus,
            now
        );
    }

    // Portals read what stands here: nothing of one portal's trouble, nor that it exists, is told to the others.
    private bool IsEverybodysPartner(string partner) =>
        CommonPartners.Contains(partner, StringComparer.Ordinal) || catalogue.FindBureau(partner) is not null;

    private StatusComponents ComponentsOf(string itself, string engine, List<string> disturbed)
    {
        string Of(string partner) => disturbed.Contains(partner, StringComparer.Ordinal) ? Disturbed : Ok;
        var anyBureau = disturbed.Exists(partner => catalogue.FindBureau(partner) is not null);
        return new StatusComponents(
            itself,
            engine,
            disturbed.Intersect(Payments, StringComparer.Ordinal).Any() ? Disturbed : Ok,
            Of("post"),
            Of("mail"),
            Of("sms"),
            anyBureau ? Disturbed : Ok
        );
    }
}
