using Hub.Orders;
using Hub.Shipping;
using Workflows.Feel;

namespace Tests.Payments;

/// <summary>What happens to orders beside their payment.</summary>
internal sealed partial class MoneyWorld
{
    /// <summary>The citizen cancels; whether that is taken is the hub's affair.</summary>
    public Task CancelAsync(Order order) =>
        Store.WriteAsync(session => AskCancellation.RunAsync(order.Id, session, Ct), Ct);

    /// <summary>The bureau says what became of the order.</summary>
    public Task AnswerAsync(Order order, string outcome, string? reason = null) =>
        Store.WriteAsync(
            session =>
            {
                session.Processes.Publish(
                    "bureau-said",
                    order.Id.ToString(),
                    FeelContext.Of(
                        KeyValuePair.Create("outcome", FeelValue.From(outcome)),
                        KeyValuePair.Create("reason", FeelValue.From(reason))
                    ),
                    outcome,
                    TimeSpan.FromDays(60)
                );
                return Task.CompletedTask;
            },
            Ct
        );

    /// <summary>The documents are issued, sent and delivered.</summary>
    public Task DeliverDocumentsAsync(Order order) =>
        Store.WriteAsync(
            async session =>
            {
                var held = await OrderLock.HoldAsync(session, order.Id, Ct);
                if (held.State != OrderState.Paid)
                {
                    return;
                }

                session.Db.DocumentIssues.Add(
                    new DocumentIssue
                    {
                        Id = session.NewId(),
                        OrderId = order.Id,
                        LineNumber = 1,
                        RequestId = order.TrackingNumber + "-R1",
                        Copies = 2,
                        IssuedOn = "2026-11-23",
                        BureauCode = order.BureauCode,
                        RecordedAt = session.Now,
                    }
                );
                session.Db.Shipments.Add(
                    new Shipment
                    {
                        Id = session.NewId(),
                        Ref = order.TrackingNumber + "-S1",
                        OrderId = order.Id,
                        Number = 1,
                        BureauCode = order.BureauCode,
                        Item = "RR" + order.TrackingNumber[^6..] + "000MA",
                        Service = Shipment.National,
                        Address = order.Recipient,
                        Phone = order.Requester.Phone,
                    }
                );
                held.MoveTo(OrderState.Delivered, "test", null, session);
            },
            Ct
        );
}
