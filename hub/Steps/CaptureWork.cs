using System.Text.Json;
using Adapters.Payments;
using Hub.Orders;
using Hub.Payments;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>
/// Makes sure that an approved payment is captured: asks the gateway, captures what is only held, books it once. Shared by
/// `take-payment` (the process needs the money now) and `confirm-capture` (our answer to the callback may have been lost).
/// </summary>
internal abstract class CaptureWork(HubStore store, IEnumerable<IPaymentGateway> gateways) : IWorkHandler
{
    public abstract string Type { get; }

    public async Task<WorkOutcome> RunAsync(WorkItem item, CancellationToken ct)
    {
        var attempt = await ReadAsync(item, ct);
        if (attempt.State is AttemptState.Voided or AttemptState.Refunded)
        {
            return Done("given_back");
        }

        var gateway = gateways.First(g => g.Method == attempt.Method);
        switch (await gateway.QueryAsync(attempt.Oid, ct))
        {
            case GatewayStatus.Known
            {
                State: GatewayState.Captured or GatewayState.Settled or GatewayState.Credited
            }:
                return Done("captured");
            case GatewayStatus.Known { State: GatewayState.Voided } when attempt.State != AttemptState.Held:
                return Done("given_back");
            case GatewayStatus.Known { State: GatewayState.Held }:
                return await gateway.CaptureAsync(attempt.Oid, attempt.AmountCentimes, ct) switch
                {
                    MoneyReply.Done done => Done(done.TransactionId),
                    MoneyReply.Refused refused => new WorkOutcome.Refused(
                        "capture_refused",
                        $"{refused.Code}: {refused.Message}",
                        FeelContext.Empty
                    ),
                    _ => throw new System.Diagnostics.UnreachableException(),
                };
            case GatewayStatus.Known { State: GatewayState.Pending }:
                throw new HttpRequestException("The payment is still pending at the gateway.");
            default:
                return new WorkOutcome.Refused(
                    "capture_refused",
                    "The gateway does not hold this payment.",
                    FeelContext.Empty
                );
        }
    }

    /// <summary>The run itself begins with the status query; there is nothing else to ask.</summary>
    public Task<WorkOutcome?> CheckAsync(WorkItem item, CancellationToken ct) =>
        Task.FromResult<WorkOutcome?>(null);

    public async Task BookAsync(
        WorkItem item,
        WorkOutcome outcome,
        WriteSession session,
        CancellationToken ct
    )
    {
        var order = await OrderLock.HoldAsync(session, item.OrderId!.Value, ct);
        var id = AttemptIdOf(item);
        var attempt = await session.Db.PaymentAttempts.FirstAsync(a => a.Id == id, ct);
        if (outcome is WorkOutcome.Done && attempt.State == AttemptState.Held)
        {
            attempt.State = AttemptState.Captured;
            LedgerMovements.Captured(session, attempt, order);
        }
    }

    /// <summary>The input of a capture.</summary>
    protected static string Input(Guid attemptId) => JsonSerializer.Serialize(new CaptureInput(attemptId));

    private static Guid AttemptIdOf(WorkItem item) =>
        JsonSerializer.Deserialize<CaptureInput>(item.Input, JsonSerializerOptions.Web)!.AttemptId;

    private static WorkOutcome.Done Done(string? detail) =>
        new(FeelContext.Empty, TransmissionLevel.Accepted, detail);

    private Task<PaymentAttempt> ReadAsync(WorkItem item, CancellationToken ct)
    {
        var id = AttemptIdOf(item);
        return store.ReadAsync(db => db.PaymentAttempts.FirstAsync(a => a.Id == id, ct));
    }

    private sealed record CaptureInput(Guid AttemptId);
}
