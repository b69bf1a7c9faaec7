using System.Globalization;
using Adapters.Post;
using Hub.Orders;
using Hub.Processes;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>
/// Puts an order's documents into a registered letter: the number the bureau has put on it, or the next of its own; a line
/// in the bureau's open manifest.
/// </summary>
internal sealed class PackOrder(OpenManifests manifests, ItemNumbers numbers, Countries countries) : IStep
{
    /// <summary>The alarm for a letter that cannot have the number the bureau put on it.</summary>
    public const string OwnNumberTakenCode = "registered_item_taken";

    public string Type => "pack-order";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        if (
            PostalAddress.Read(order.Recipient.ToWritten(), countries) is PostalAddressReading.Refused
            {
                Problems: [var problem, ..]
            }
        )
        {
            return new StepAnswer.Error(problem.Code, $"{problem.Field}: {problem.Message}");
        }

        var number = 1 + await session.Db.Shipments.CountAsync(s => s.OrderId == order.Id, ct);
        if (await ItemAsync(call, order, number, session, ct) is not { } item)
        {
            return new StepAnswer.Error("no_item_numbers", "The post's ranges have no free number left.");
        }

        var abroad = order.Recipient.Country != Countries.Morocco;
        var shipment = new Shipment
        {
            Id = session.NewId(),
            Ref = string.Create(CultureInfo.InvariantCulture, $"{order.TrackingNumber}-S{number}"),
            OrderId = order.Id,
            Number = number,
            BureauCode = order.BureauCode,
            Item = item,
            Service = abroad ? Shipment.International : Shipment.National,
            PostageCentimes = order.Price.PostageCentimes,
            Address = order.Recipient,
            Phone = order.Requester.Phone,
            PackedAt = session.Now,
            StatusSince = session.Now,
        };
        session.Db.Shipments.Add(shipment);
        await manifests.AddAsync(order.BureauCode, item, shipment.Id, session, ct);
        order.MoveTo(OrderState.Packed, "bureau:" + order.BureauCode, null, session);
        return StepInput.Answer(
            ("shipmentRef", FeelValue.From(shipment.Ref)),
            ("abroad", FeelValue.From(abroad))
        );
    }

    private async Task<string?> ItemAsync(
        StepCall call,
        Order order,
        int number,
        WriteSession session,
        CancellationToken ct
    )
    {
        // The bureau's own number counts for the first letter only; a second letter is another item.
        if (number > 1 || call.OptionalText("registeredItem") is not { Length: > 0 } given)
        {
            return await NextAsync(order, session, ct);
        }

        if (
            S10Item.ParseRegistered(given) is S10Reading.Valid { Item: var own }
            && await IsFreeAsync(own.ToString(), session, ct)
        )
        {
            return own.ToString();
        }

        // It was free when the bureau answered; the label on the envelope must be changed.
        var item = await NextAsync(order, session, ct);
        Incident.Open(
            session,
            OwnNumberTakenCode,
            $"'{given}' is taken or none; the letter of '{order.TrackingNumber}' has '{item}'.",
            order.BureauCode,
            order.Id
        );
        return item;
    }

    private async Task<string?> NextAsync(Order order, WriteSession session, CancellationToken ct) =>
        (await numbers.TakeAsync(order.BureauCode, session, ct))?.ToString();

    private static async Task<bool> IsFreeAsync(string item, WriteSession session, CancellationToken ct) =>
        !await session.Db.Shipments.AnyAsync(s => s.Item == item, ct)
        && !await session.Db.VoidedItems.AnyAsync(v => v.Item == item, ct);
}
