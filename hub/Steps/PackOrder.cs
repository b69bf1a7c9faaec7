using System.Globalization;
using Adapters.Post;
using Hub.Orders;
using Hub.Processes;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>
/// Puts an order's documents into a registered letter: the number the bureau has put on it, or the next of our ranges; a
/// line in the bureau's open manifest.
/// </summary>
internal sealed class PackOrder(
    OpenManifests manifests,
    Countries countries,
    IOptions<ShippingOptions> options
) : IStep
{
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
        if (await ItemAsync(call, number, session, ct) is not { } item)
        {
            return new StepAnswer.Error("no_item_numbers", "The post's ranges have no free number left.");
        }

        var abroad = order.Recipient.Country != "MA";
        var shipment = new Shipment
        {
            Id = session.NewId(),
            Ref = string.Create(CultureInfo.InvariantCulture, $"{order.TrackingNumber}-S{number}"),
            OrderId = order.Id,
            BureauCode = order.BureauCode,
            Item = item,
            Service = abroad ? "REC_INT" : "REC_NAT",
            PostageCentimes = order.Price.PostageCentimes,
            Address = order.Recipient,
            Phone = order.Requester.Phone,
            PackedAt = session.Now,
            StatusSince = session.Now,
        };
        session.Db.Shipments.Add(shipment);
        await manifests.AddAsync(order.BureauCode, item, shipment.Id, session, ct);
        order.MoveTo(OrderState.Packed, "bureau:" + order.BureauCode, null, session);
        await WarnOfLowStockAsync(session, ct);
        return StepInput.Answer(
            ("shipmentRef", FeelValue.From(shipment.Ref)),
            ("abroad", FeelValue.From(abroad))
        );
    }

    private static async Task<string?> ItemAsync(
        StepCall call,
        int number,
        WriteSession session,
        CancellationToken ct
    )
    {
        // The bureau's own number counts for the first letter only; a second letter is another item.
        if (
            number == 1
            && call.OptionalText("registeredItem") is { } given
            && S10Item.ParseRegistered(given) is S10Reading.Valid { Item: var own }
            && !await session.Db.Shipments.AnyAsync(s => s.Item == own.ToString(), ct)
        )
        {
            return own.ToString();
        }

        return (await NumberRange.TakeAsync(session, ct))?.ToString();
    }

    private async Task WarnOfLowStockAsync(WriteSession session, CancellationToken ct)
    {
        var left = await session.Db.NumberRanges.SumAsync(r => r.To - r.Next + 1, ct);
        if (left != options.Value.LowStock)
        {
            return;
        }

        session.Db.Incidents.Add(
            new Incident
            {
                Id = session.NewId(),
                Code = "item_numbers_low",
                Message = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{left} registered item numbers are left."
                ),
                Partner = "post",
                OpenedAt = session.Now,
            }
        );
    }
}
