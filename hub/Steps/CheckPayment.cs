using Adapters.Payments;
using Hub.Orders;
using Hub.Payments;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>
/// Asks the provider what it knows of a payment in doubt, and books what follows. It only asks; money moves, if it has to, by
/// the work that asks again before it does.
/// </summary>
internal sealed class CheckPayment(HubStore store, IEnumerable<IPaymentGateway> gateways, BookStatus book)
    : IWorkHandler
{
    public string Type => "check-payment";

    public async Task<WorkOutcome> RunAsync(WorkItem item, CancellationToken ct)
    {
        var id = AskGateway.AttemptIdOf(item.Input);
        var attempt = await store.ReadAsync(db => db.PaymentAttempts.FirstAsync(a => a.Id == id, ct));
        var gateway = gateways.First(g => g.Method == attempt.Method);
        var known = await gateway.QueryAsync(attempt.Oid, ct) as GatewayStatus.Known;
        var credited = known is null ? 0 : await gateway.QueryCreditsAsync(attempt.Oid, ct);
        return new WorkOutcome.Done(
            FeelContext
                .Empty.With("state", FeelValue.From(known?.State.ToString()))
                .With("amountCentimes", FeelValue.From(known?.AmountCentimes ?? 0))
                .With("transactionId", FeelValue.From(known?.TransactionId))
                .With("creditedCentimes", FeelValue.From(credited)),
            TransmissionLevel.Accepted,
            known?.State.ToString().ToLowerInvariant() ?? "unknown"
        );
    }

    /// <summary>The run itself is the status query.</summary>
    public Task<WorkOutcome?> CheckAsync(WorkItem item, CancellationToken ct) =>
        Task.FromResult<WorkOutcome?>(null);

    public async Task BookAsync(
        WorkItem item,
        WorkOutcome outcome,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (outcome is not WorkOutcome.Done { Variables: var said })
        {
            return;
        }

        var order = await OrderLock.HoldAsync(session, item.OrderId!.Value, ct);
        var id = AskGateway.AttemptIdOf(item.Input);
        var attempt = await session.Db.PaymentAttempts.FirstAsync(a => a.Id == id, ct);
        var word = new GatewayWord(
            said.OptionalText("state") is { } state ? Enum.Parse<GatewayState>(state) : null,
            said.OptionalWhole("amountCentimes") ?? 0,
            said.OptionalText("transactionId"),
            said.OptionalWhole("creditedCentimes") ?? 0
        );
        await book.RunAsync(attempt, order, word, session, ct);
    }
}
