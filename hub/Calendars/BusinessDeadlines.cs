using Hub.Audit;
using Hub.Catalogue;
using Hub.Orders;
using Hub.Registries;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Hub.Calendars;

/// <summary>Reckons the deadlines again that stand in our own tables: answers of bureaus, open manifests, promised days.</summary>
internal sealed class BusinessDeadlines(
    HubStore store,
    ReferenceCatalogue catalogue,
    AnswerDueDay dueDay,
    PromisedDate promisedDate,
    DepositCalendar deposits
)
{
    private const string Post = "post";
    private const int PerTransaction = 200;

    private static readonly OrderState[] before =
    [
        OrderState.AwaitingPayment,
        OrderState.Paid,
        OrderState.Routed,
        OrderState.AtBureau,
        OrderState.Searching,
        OrderState.NeedsInformation,
        OrderState.Rerouted,
        OrderState.Issued,
        OrderState.PartiallyIssued,
        OrderState.Packed,
    ];

    /// <summary>Reckons everything that follows the calendars which changed.</summary>
    public async Task ReckonAsync(IReadOnlyList<CalendarChange> changes, CancellationToken ct)
    {
        var causes = changes
            .GroupBy(c => c.Calendar, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal);
        var bureaus = catalogue
            .Bureaus.Where(b => causes.ContainsKey(b.Calendar))
            .ToDictionary(b => b.Code, StringComparer.Ordinal);
        await ReckonRequestsAsync(bureaus, causes, ct);
        await ReckonPromisesAsync(causes, ct);
        if (causes.TryGetValue(Post, out var cause))
        {
            await ReckonManifestsAsync(cause, ct);
        }
    }

    private async Task ReckonRequestsAsync(
        Dictionary<string, Bureau> bureaus,
        Dictionary<string, Guid> causes,
        CancellationToken ct
    )
    {
        var open = await store.ReadAsync(db =>
            db.BureauRequests.Where(r => r.State < RequestState.Answered)
                .Select(r => r.RequestId)
                .ToListAsync(ct)
        );
        foreach (var ids in open.Chunk(PerTransaction))
        {
            await store.WriteAsync(
                async session =>
                {
                    var requests = await session
                        .Db.BureauRequests.Where(r =>
                            ids.Contains(r.RequestId) && r.State < RequestState.Answered
                        )
                        .ToListAsync(ct);
                    foreach (var request in requests)
                    {
                        if (bureaus.TryGetValue(request.BureauCode, out var bureau))
                        {
                            Reckon(request, bureau, causes[bureau.Calendar], session);
                        }
                    }
                },
                ct
            );
        }
    }

    private void Reckon(BureauRequest request, Bureau bureau, Guid cause, WriteSession session)
    {
        var dueOn = dueDay.Of(bureau, request.OpenedAt);
        if (dueOn != request.DueOn)
        {
            Note(
                session,
                request.OrderId,
                DeadlineChange.BureauRequest,
                request.DueOn,
                dueOn,
                bureau.Calendar,
                cause
            );
            request.DueOn = dueOn;
        }
    }

    private async Task ReckonPromisesAsync(Dictionary<string, Guid> causes, CancellationToken ct)
    {
        var open = await store.ReadAsync(db =>
            db.Orders.Where(o => before.Contains(o.State))
                .OrderBy(o => o.Id)
                .Select(o => o.Id)
                .ToListAsync(ct)
        );
        foreach (var ids in open.Chunk(PerTransaction))
        {
            await store.WriteAsync(
                async session =>
                {
                    foreach (var id in ids)
                    {
                        await ReckonPromiseAsync(id, causes, session, ct);
                    }
                },
                ct
            );
        }
    }

    private async Task ReckonPromiseAsync(
        Guid id,
        Dictionary<string, Guid> causes,
        WriteSession session,
        CancellationToken ct
    )
    {
        var known = await session.Db.Orders.AsNoTracking().FirstAsync(o => o.Id == id, ct);
        if (
            catalogue.FindBureau(known.BureauCode) is not { } bureau
            || Cause(bureau, causes) is not { } cause
            || promisedDate.Of(bureau, known.CreatedAt) is var promised && promised == known.PromisedOn
        )
        {
            return;
        }

        var order = await OrderLock.HoldAsync(session, id, ct);
        if (before.Contains(order.State))
        {
            Note(session, id, DeadlineChange.PromisedDay, order.PromisedOn, promised, Post, cause);
            order.PromisedOn = promised;
        }
    }

    private static Guid? Cause(Bureau bureau, Dictionary<string, Guid> causes) =>
        causes.TryGetValue(bureau.Calendar, out var own) ? own
        : causes.TryGetValue(Post, out var post) ? post
        : null;

    /// <summary>
    /// An open manifest closes on the post's own days. One whose cut-off has come is left: it closes now, whatever is announced.
    /// </summary>
    private async Task ReckonManifestsAsync(Guid cause, CancellationToken ct)
    {
        var bureaus = await store.ReadAsync(db =>
            db.Manifests.Where(m => m.State == ManifestState.Open)
                .OrderBy(m => m.BureauCode)
                .Select(m => m.BureauCode)
                .ToListAsync(ct)
        );
        foreach (var bureau in bureaus)
        {
            await store.WriteAsync(
                async session =>
                {
                    if (
                        await OpenManifests.HoldAsync(bureau, session, ct) is { } manifest
                        && manifest.ClosesAt > session.Now
                    )
                    {
                        Reckon(manifest, cause, session);
                    }
                },
                ct
            );
        }
    }

    private void Reckon(ShippingManifest manifest, Guid cause, WriteSession session)
    {
        var (date, closesAt) = deposits.For(manifest.OpenedAt);
        if (closesAt <= session.Now)
        {
            (date, closesAt) = deposits.For(session.Now);
        }

        if (closesAt != manifest.ClosesAt)
        {
            session.Db.DeadlineChanges.Add(
                DeadlineChange.Of(session, null, DeadlineChange.Manifest, manifest.ClosesAt, closesAt, cause)
            );
            (manifest.DepositDate, manifest.ClosesAt) = (date, closesAt);
        }
    }

    private void Note(
        WriteSession session,
        Guid orderId,
        string what,
        string from,
        string to,
        string calendar,
        Guid cause
    ) =>
        session.Db.DeadlineChanges.Add(
            DeadlineChange.Of(session, orderId, what, DayOf(from, calendar), DayOf(to, calendar), cause)
        );

    private DateTimeOffset DayOf(string day, string calendar)
    {
        var zone = catalogue.Calendars.TryGet(calendar, out var known) ? known.Zone : DateTimeZone.Utc;
        return zone.AtStartOfDay(LocalDatePattern.Iso.Parse(day).Value).ToDateTimeOffset();
    }
}
