using Hub.Catalogue;
using Hub.Orders;
using Hub.Storage;

namespace Hub.Api;

/// <summary>Places an order that was read without fault, and says so.</summary>
internal sealed class OrderPlacing(
    HubStore store,
    QuotePrice quotePrice,
    PlaceOrder placeOrder,
    ReferenceCatalogue catalogue
)
{
    private const string Consulate = "consulate";

    /// <summary>Is the bureau abroad?</summary>
    public static bool IsAbroad(Bureau? bureau) => bureau?.Type.Code == Consulate;

    /// <summary>Prices the order now; places it in the transaction.</summary>
    public PortalEffect Prepare(OrderDraft draft, PortalCall call)
    {
        var quote =
            quotePrice.Run(
                draft.Documents,
                draft.Recipient.Country,
                IsAbroad(draft.Bureau),
                QuotePrice.DayOf(store.Now),
                store.Now
            ) ?? throw new InvalidOperationException("The tariff has no price for a valid order of today.");
        return async (session, ct) =>
            await placeOrder.RunAsync(draft, quote, session, ct) switch
            {
                PlaceOrderResult.Placed placed => ToAnswer(placed.Order),
                PlaceOrderResult.ReferenceTaken taken => Refuse(taken, call),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
    }

    private PortalAnswer ToAnswer(Order order) =>
        PortalAnswer.Of(
            StatusCodes.Status201Created,
            OrderView.Of(order, catalogue),
            ("Location", OrdersApi.LocationOf(order.Id))
        ) with
        {
            OrderId = order.Id,
        };

    private PortalAnswer Refuse(PlaceOrderResult.ReferenceTaken taken, PortalCall call) =>
        PortalAnswer.Of(
            ApiProblem.Conflict("reference_taken") with
            {
                Values = [("order", taken.TrackingNumber)],
                More =
                [
                    (
                        "order",
                        new
                        {
                            id = taken.Id,
                            trackingNumber = taken.TrackingNumber,
                            location = OrdersApi.LocationOf(taken.Id),
                        }
                    ),
                ],
            },
            call.Language,
            catalogue.Texts
        ) with
        {
            OrderId = taken.Id,
        };
}
