using Hub.Orders;

namespace Hub.Pages.Orders;

/// <summary>How serious a state looks on a page.</summary>
internal static class OrderTone
{
    /// <summary>A tone of `Status`.</summary>
    public static string Of(OrderState state) =>
        state switch
        {
            OrderState.Delivered => "ok",
            OrderState.NeedsInformation or OrderState.HeldForPickup or OrderState.Returned => "warn",
            OrderState.Rejected or OrderState.RefundDue or OrderState.ClaimOpen => "bad",
            OrderState.Expired or OrderState.Cancelled or OrderState.Closed or OrderState.Refunded => "quiet",
            _ => "busy",
        };
}
