using Hub.Announcements;
using Hub.Audit;
using Hub.Exchange;
using Hub.Orders;
using Hub.Payments;
using Hub.Registries;
using Hub.Shipping;
using Hub.Storage;
using Hub.Work;

namespace Tests.Operations;

/// <summary>One order with all that belongs to it, in rows, journals and files.</summary>
internal sealed record SeededOrder(Order Order, PaymentAttempt Attempt)
{
    public const string Item = "RR100000008MA";
    private const long Price = SeededRows.Price;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>An order that went all the way.</summary>
    public static async Task<SeededOrder> DeliverAsync(CheckedHub hub)
    {
        var seeded = await PayAsync(hub, 1, null);
        await hub.Store.WriteAsync(
            async session =>
            {
                var order = await OrderLock.HoldAsync(session, seeded.Order.Id, Ct);
                foreach (
                    var state in (OrderState[])
                        [
                            OrderState.Routed,
                            OrderState.AtBureau,
                            OrderState.Issued,
                            OrderState.Packed,
                            OrderState.HandedToPost,
                            OrderState.InTransit,
                            OrderState.Delivered,
                        ]
                )
                {
                    order.MoveTo(state, "test", null, session);
                }

                Answer(order, session);
                Ship(hub, order, session);
            },
            Ct
        );
        NoteDelivery(hub, seeded.Order.Id);
        return seeded;
    }

    private static void NoteDelivery(CheckedHub hub, Guid orderId)
    {
        hub.Note("bureaus", "request", "CASA-2026-000001-R1", new { bureau = "CHK-01" });
        hub.Note("bureaus", "issue", "CASA-2026-000001-R1:1", new { copies = 2 });
        hub.Note("post", "item", Item, new { shipment = "CASA-2026-000001-S1" });
        hub.Note(
            "portal",
            "webhook",
            "evt_1",
            new
            {
                orderId,
                phase = "delivered",
                sequence = 2,
            }
        );
        hub.Note(
            "portal",
            "webhook",
            "evt_0",
            new
            {
                orderId,
                phase = "shipped",
                sequence = 1,
            }
        );
    }

    /// <summary>An order whose process waits.</summary>
    public static async Task<SeededOrder> WaitAsync(CheckedHub hub, Guid processInstanceId)
    {
        var seeded = await PayAsync(hub, 2, processInstanceId);
        hub.Note(
            "portal",
            "webhook",
            "evt_2",
            new
            {
                orderId = seeded.Order.Id,
                phase = "paid",
                sequence = 3,
            }
        );
        return seeded;
    }

    private static async Task<SeededOrder> PayAsync(CheckedHub hub, int number, Guid? instance)
    {
        var seeded = await hub.Store.WriteAsync(
            async session =>
            {
                var orderId = instance is { } id
                    ? (await session.Db.ProcessInstances.FindAsync([id], Ct))!.OrderId!.Value
                    : session.NewId();
                var order = SeededRows.Order(session, number, orderId);
                order.ProcessInstanceId = instance ?? Guid.Empty;
                session.Db.Orders.Add(order);
                order.MoveTo(OrderState.AwaitingPayment, "test", null, session);
                var attempt = new PaymentAttempt
                {
                    Id = session.NewId(),
                    OrderId = order.Id,
                    Number = 1,
                    Oid = order.TrackingNumber + "-1",
                    Method = "card",
                    AmountCentimes = Price,
                    State = AttemptState.Captured,
                };
                session.Db.PaymentAttempts.Add(attempt);
                order.PaidAttemptId = attempt.Id;
                LedgerMovements.Captured(session, attempt, order);
                order.MoveTo(OrderState.Paid, "test", null, session);
                var callback = new Arrival("cmi-callback", "cmi", attempt.Oid, [1, 2, 3]);
                ReceivedPayload.Keep(session, callback, PayloadOutcome.Processed, orderId: order.Id);
                session.Work.Intend(new NewWorkItem("send-sms", "sms", $"sms:{number}", "{}", order.Id));
                return new SeededOrder(order, attempt);
            },
            Ct
        );
        await hub.Store.WriteAsync(session => AnnounceAsync(session.Db), Ct);
        hub.Note("sms", "sms", $"sms:{number}");
        hub.Note("gateway", "capture", seeded.Attempt.Oid, new { amountCentimes = Price, by = "page" });
        hub.Note(
            "portal",
            "order",
            "key-" + number,
            new
            {
                id = seeded.Order.Id,
                reference = seeded.Order.Reference,
                trackingNumber = seeded.Order.TrackingNumber,
            }
        );
        return seeded;
    }

    /// <summary>As the announcer and the work loop would leave it.</summary>
    private static async Task AnnounceAsync(HubDb db)
    {
        foreach (var announcement in db.OrderAnnouncements.Where(a => a.AnnouncedAt == null))
        {
            announcement.AnnouncedAt = announcement.At;
            db.PortalEvents.Add(
                new PortalEvent
                {
                    Id = $"evt_{announcement.Id}",
                    ClientId = announcement.ClientId,
                    Sequence = announcement.Id,
                    Type = announcement.EventType,
                    OrderId = announcement.OrderId,
                    TrackingNumber = "CASA",
                    Reference = "P",
                    Phase = announcement.Phase,
                    At = announcement.At,
                }
            );
        }

        foreach (var item in db.WorkItems.ToList())
        {
            var effect = (await db.Effects.FindAsync([item.EffectKey], Ct))!;
            effect.State = EffectState.Done;
            effect.OutcomeAt = effect.IntendedAt;
            db.WorkItems.Remove(item);
        }
    }

    private static void Answer(Order order, WriteSession session)
    {
        session.Db.BureauRequests.Add(
            new BureauRequest
            {
                RequestId = order.TrackingNumber + "-R1",
                OrderId = order.Id,
                Number = 1,
                BureauCode = order.BureauCode,
                Channel = "desk",
                State = RequestState.Answered,
                DueOn = "2026-11-25",
            }
        );
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
    }

    private static void Ship(CheckedHub hub, Order order, WriteSession session)
    {
        var shipment = new Shipment
        {
            Id = session.NewId(),
            Ref = order.TrackingNumber + "-S1",
            OrderId = order.Id,
            Number = 1,
            BureauCode = order.BureauCode,
            Item = Item,
            Service = Shipment.National,
            Address = order.Recipient,
            Phone = order.Requester.Phone,
        };
        var manifest = new ShippingManifest
        {
            Id = session.NewId(),
            BureauCode = order.BureauCode,
            State = ManifestState.Accepted,
            FileName = SeededRows.ManifestName,
            Lines =
            [
                new ManifestLine
                {
                    Item = Item,
                    ShipmentId = shipment.Id,
                    State = LineState.Accepted,
                },
            ],
        };
        var file = SeededRows.ManifestFile(session);
        session.Db.AddRange(shipment, manifest, file);
        OutgoingFiles.Send(file, "out", session);
        session.AfterCommit(() =>
        {
            hub.Note("post", "manifest", $"{file.Name}:{file.Sha256}");
            hub.LeaveFile("archive", file.Name, file.Content);
        });
    }
}
