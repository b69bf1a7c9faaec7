using System.Globalization;
using Hub.Attachments;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Orders;

/// <summary>
/// A portal places an order: the order, its first audit row, its announcement and the start of its bureau's process, in
/// the caller's transaction.
/// </summary>
internal sealed class PlaceOrder(DefinitionCatalogue definitions, PromisedDate promisedDate)
{
    /// <summary>Places the order unless its reference is taken.</summary>
    public async Task<PlaceOrderResult> RunAsync(
        OrderDraft draft,
        PriceQuote quote,
        WriteSession session,
        CancellationToken ct
    )
    {
        var existing = await session
            .Db.Orders.AsNoTracking()
            .Where(o => o.ClientId == draft.ClientId && o.Reference == draft.Reference)
            .Select(o => new PlaceOrderResult.ReferenceTaken(o.Id, o.TrackingNumber))
            .FirstOrDefaultAsync(ct);
        if (existing is not null)
        {
            return existing;
        }

        var order = Create(draft, quote, await NextTrackingNumberAsync(session, ct), session);
        session.Db.Orders.Add(order);
        session.Db.OrderAttachments.AddRange(
            draft.AttachmentIds.Select(id => new OrderAttachment { OrderId = order.Id, AttachmentId = id })
        );
        order.MoveTo(OrderState.AwaitingPayment, "portal:" + draft.ClientId, null, session);
        var process =
            definitions.Latest(draft.Bureau.Type.Process)
            ?? throw new InvalidOperationException(
                $"The process '{draft.Bureau.Type.Process}' is not deployed."
            );
        order.ProcessInstanceId = session.Processes.Start(
            process.Id,
            process.Key,
            order.Id,
            OrderVariables.Of(order, draft.Bureau, paid: false)
        );
        return new PlaceOrderResult.Placed(order);
    }

    private static async Task<string> NextTrackingNumberAsync(WriteSession session, CancellationToken ct)
    {
        var year = QuotePrice.DayOf(session.Now).Year.ToString(CultureInfo.InvariantCulture);
        var number = await session.NextNumberAsync("orders-" + year, 1, ct);
        return string.Create(CultureInfo.InvariantCulture, $"CASA-{year}-{number:000000}");
    }

    private Order Create(OrderDraft draft, PriceQuote quote, string trackingNumber, WriteSession session)
    {
        var id = session.NewId();
        return new Order
        {
            Id = id,
            TrackingNumber = trackingNumber,
            ClientId = draft.ClientId,
            Reference = draft.Reference,
            BureauCode = draft.Bureau.Code,
            BureauType = draft.Bureau.Type.Code,
            Locale = draft.Locale,
            Purpose = draft.Purpose,
            Act = draft.Act,
            Subject = draft.Subject,
            Requester = draft.Requester,
            Recipient = draft.Recipient,
            PaymentMethod = draft.PaymentMethod,
            Price = quote.Price,
            CreatedAt = session.Now,
            PromisedOn = promisedDate.Of(draft.Bureau, session.Now),
            AttachmentIds = [.. draft.AttachmentIds],
            Lines =
            [
                .. draft.Documents.Select(
                    (document, i) =>
                        new OrderLine
                        {
                            OrderId = id,
                            Number = i + 1,
                            Document = document.Type,
                            Language = document.Language,
                            Copies = document.Copies,
                            UnitPriceCentimes = quote.UnitCentimes[i],
                        }
                ),
            ],
        };
    }
}

/// <summary>What came of placing an order.</summary>
internal abstract record PlaceOrderResult
{
    private PlaceOrderResult() { }

    public sealed record Placed(Order Order) : PlaceOrderResult;

    /// <summary>The portal used this reference for another order.</summary>
    public sealed record ReferenceTaken(Guid Id, string TrackingNumber) : PlaceOrderResult;
}
