using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>The order is over: returned and not asked for again. An address corrected a moment before wins.</summary>
internal sealed class CloseOrder : IStep
{
    public string Type => "close-order";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        var corrected = order.State == OrderState.Returned && await IsNewAddressAsync(order, session, ct);
        if (!corrected && !order.State.IsTerminal())
        {
            order.MoveTo(OrderState.Closed, "system", "returned_to_sender", session);
        }

        return StepInput.Answer(("addressCorrected", FeelValue.From(corrected)));
    }

    /// <summary>Is the order's address another one than that on its last letter?</summary>
    private static async Task<bool> IsNewAddressAsync(Order order, WriteSession session, CancellationToken ct)
    {
        var last = await session
            .Db.Shipments.Where(s => s.OrderId == order.Id)
            .OrderByDescending(s => s.Number)
            .FirstOrDefaultAsync(ct);
        return last is not null
            && !(
                last.Address.Lines.SequenceEqual(order.Recipient.Lines)
                && last.Address with { Lines = [] } == order.Recipient with { Lines = [] }
            );
    }
}
