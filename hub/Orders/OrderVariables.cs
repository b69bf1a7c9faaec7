using Hub.Catalogue;
using Workflows.Feel;

namespace Hub.Orders;

/// <summary>What an order's process is started with; everything else it reads from the order.</summary>
internal static class OrderVariables
{
    /// <summary>The variables; <paramref name="paid"/> only when another process took the payment already.</summary>
    public static FeelContext Of(Order order, Bureau bureau, bool paid) =>
        FeelContext.Of(
            KeyValuePair.Create("orderId", FeelValue.From(order.Id.ToString())),
            KeyValuePair.Create("trackingNumber", FeelValue.From(order.TrackingNumber)),
            KeyValuePair.Create("bureau", FeelValue.From(bureau.Code)),
            KeyValuePair.Create("bureauType", FeelValue.From(bureau.Type.Code)),
            KeyValuePair.Create("calendar", FeelValue.From(bureau.Calendar)),
            KeyValuePair.Create("locale", FeelValue.From(order.Locale)),
            KeyValuePair.Create("paid", FeelValue.From(paid)),
            KeyValuePair.Create("attemptId", FeelValue.From(order.PaidAttemptId?.ToString()))
        );
}
