using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>Money that somebody else has moved and about which we have not had the last word.</summary>
/// <param name="Kind">What happened: <c>chargeback</c>, <c>refund_reversed</c>, or the code of an incident.</param>
/// <param name="State">Where it stands; see <see cref="OpenCaseStates"/>.</param>
/// <param name="AmountCentimes">Null where the provider's word fits nothing of ours: the incident says it.</param>
/// <param name="By">Who entered or told it: <c>user:name</c>, or the partner.</param>
/// <param name="CaseNumber">The bank's, or the payment's number.</param>
internal sealed record OpenCase(
    Guid OrderId,
    string TrackingNumber,
    string Kind,
    string State,
    long? AmountCentimes,
    DateTimeOffset Since,
    string By,
    string? CaseNumber
)
{
    /// <summary>More rows than anybody reads; the oldest come first.</summary>
    public const int MaxRows = 200;

    private static readonly string[] unmatched =
    [
        "refund_reversal_unmatched",
        "chargeback_reversal_unmatched",
    ];

    /// <summary>
    /// Chargebacks that wait or are open, refunds that came back and were not given back again, and what providers say came
    /// back that we know nothing of; the oldest first.
    /// </summary>
    public static async Task<IReadOnlyList<OpenCase>> ReadAsync(HubDb db, CancellationToken ct)
    {
        OpenCase[] all =
        [
            .. await ChargebacksAsync(db, ct),
            .. await ReversalsAsync(db, ct),
            .. await UnmatchedAsync(db, ct),
        ];
        return [.. all.OrderBy(c => c.Since).Take(MaxRows)];
    }

    private static Task<List<OpenCase>> ChargebacksAsync(HubDb db, CancellationToken ct) =>
        (
            from chargeback in db.Chargebacks
            where chargeback.State == ChargebackState.Waiting || chargeback.State == ChargebackState.Open
            join order in db.Orders on chargeback.OrderId equals order.Id
            orderby chargeback.EnteredAt
            select new OpenCase(
                order.Id,
                order.TrackingNumber,
                "chargeback",
                chargeback.State == ChargebackState.Waiting ? OpenCaseStates.Waiting : OpenCaseStates.Open,
                chargeback.AmountCentimes,
                chargeback.EnteredAt,
                chargeback.EnteredBy,
                chargeback.CaseNumber
            )
        )
            .Take(MaxRows)
            .ToListAsync(ct);

    private static async Task<IEnumerable<OpenCase>> ReversalsAsync(HubDb db, CancellationToken ct)
    {
        var rows = await (
            from refund in db.Refunds
            where
                refund.State == RefundState.Reversed
                || (refund.Reason == RefundReasons.Reversed && refund.State != RefundState.Failed)
            join attempt in db.PaymentAttempts on refund.AttemptId equals attempt.Id
            join order in db.Orders on refund.OrderId equals order.Id
            select new Reversal(refund, attempt, order.TrackingNumber)
        ).ToListAsync(ct);
        return rows.GroupBy(r => r.Attempt.Id).SelectMany(Unsettled);
    }

    /// <summary>
    /// Of one payment: each refund that came back is followed by a decision to try again, the first by the first. It is over
    /// when that one was done, and goes on as a case of its own when that one came back too.
    /// </summary>
    private static IEnumerable<OpenCase> Unsettled(IEnumerable<Reversal> ofOnePayment)
    {
        var all = ofOnePayment.ToList();
        var again = new Queue<Refund>(
            all.Select(r => r.Refund).Where(r => r.Reason == RefundReasons.Reversed).OrderBy(r => r.DecidedAt)
        );
        foreach (
            var (refund, attempt, trackingNumber) in all.Where(r => r.Refund.State == RefundState.Reversed)
                .OrderBy(r => r.Refund.ReversedAt)
        )
        {
            again.TryDequeue(out var next);
            if (next is { State: RefundState.Done or RefundState.Reversed })
            {
                continue;
            }

            yield return new OpenCase(
                refund.OrderId,
                trackingNumber,
                RefundReasons.Reversed,
                next is null ? OpenCaseStates.Undecided
                    : next is { ApprovedBy: null, SentAt: null } ? OpenCaseStates.Waiting
                    : OpenCaseStates.UnderWay,
                refund.AmountCentimes,
                refund.ReversedAt ?? refund.DecidedAt,
                PaymentMethod.PartnerOf(attempt.Method),
                attempt.Oid
            );
        }
    }

    private static async Task<IEnumerable<OpenCase>> UnmatchedAsync(HubDb db, CancellationToken ct)
    {
        var rows = await (
            from incident in db.Incidents
            where incident.ResolvedAt == null && unmatched.Contains(incident.Code)
            join order in db.Orders on incident.OrderId equals order.Id
            orderby incident.OpenedAt
            select new { Incident = incident, order.TrackingNumber }
        )
            .Take(MaxRows)
            .ToListAsync(ct);
        return rows.Select(r => new OpenCase(
            r.Incident.OrderId!.Value,
            r.TrackingNumber,
            r.Incident.Code,
            OpenCaseStates.Unmatched,
            null,
            r.Incident.OpenedAt,
            r.Incident.Partner ?? "",
            null
        ));
    }

    private sealed record Reversal(Refund Refund, PaymentAttempt Attempt, string TrackingNumber);
}

/// <summary>Where a case stands, as the texts name it.</summary>
internal static class OpenCaseStates
{
    /// <summary>A second person has to agree.</summary>
    public const string Waiting = "waiting";

    /// <summary>Booked; the bank has not said who wins.</summary>
    public const string Open = "open";

    /// <summary>Nobody has decided yet what follows.</summary>
    public const string Undecided = "undecided";

    /// <summary>Decided, and on its way to the payer again.</summary>
    public const string UnderWay = "under_way";

    /// <summary>It fits nothing in our books.</summary>
    public const string Unmatched = "unmatched";
}
