namespace Hub.Orders;

/// <summary>
/// Where an order stands inside the house (domain.md §1.5). What the citizen sees is <see cref="PublicPhase"/>; the two
/// lists are joined in <see cref="OrderStates"/>.
/// </summary>
internal enum OrderState
{
    AwaitingPayment = 1,

    /// <summary>The gateway approved; money is captured or held.</summary>
    Paid = 2,

    /// <summary>A request for the bureau is written and on its way.</summary>
    Routed = 3,

    /// <summary>The bureau's system, folder or desk has it.</summary>
    AtBureau = 4,
    Searching = 5,
    NeedsInformation = 6,
    Rerouted = 7,
    Issued = 8,
    PartiallyIssued = 9,

    /// <summary>In a parcel with a registered item number, waiting for the manifest.</summary>
    Packed = 10,

    /// <summary>The post accepted the manifest line.</summary>
    HandedToPost = 11,
    InTransit = 12,
    HeldForPickup = 13,
    Delivered = 14,
    Returned = 15,

    /// <summary>No news from the post for too long; a claim is open.</summary>
    ClaimOpen = 16,
    Rejected = 17,
    RefundDue = 18,
    Refunded = 19,
    Expired = 20,
    Cancelled = 21,

    /// <summary>Nothing more will happen: returned and not asked for again.</summary>
    Closed = 22,
}

/// <summary>What the citizen and the portal are told.</summary>
internal enum PublicPhase
{
    Created = 1,
    Paid = 2,
    InProgress = 3,
    InformationNeeded = 4,
    Issued = 5,
    Shipped = 6,
    HeldForPickup = 7,
    Delivered = 8,
    Returned = 9,
    Rejected = 10,
    Refunded = 11,
    Expired = 12,
    Cancelled = 13,
    Closed = 14,
}

/// <summary>Internal states and public phases, joined; and which states end an order.</summary>
internal static class OrderStates
{
    /// <summary>The phase the citizen sees while the order is in <paramref name="state"/>.</summary>
    public static PublicPhase ToPhase(this OrderState state) =>
        state switch
        {
            OrderState.AwaitingPayment => PublicPhase.Created,
            OrderState.Paid => PublicPhase.Paid,
            OrderState.Routed or OrderState.AtBureau or OrderState.Searching or OrderState.Rerouted =>
                PublicPhase.InProgress,
            OrderState.NeedsInformation => PublicPhase.InformationNeeded,
            OrderState.Issued or OrderState.PartiallyIssued or OrderState.Packed => PublicPhase.Issued,
            OrderState.HandedToPost or OrderState.InTransit or OrderState.ClaimOpen => PublicPhase.Shipped,
            OrderState.HeldForPickup => PublicPhase.HeldForPickup,
            OrderState.Delivered => PublicPhase.Delivered,
            OrderState.Returned => PublicPhase.Returned,
            OrderState.Rejected or OrderState.RefundDue => PublicPhase.Rejected,
            OrderState.Refunded => PublicPhase.Refunded,
            OrderState.Expired => PublicPhase.Expired,
            OrderState.Cancelled => PublicPhase.Cancelled,
            OrderState.Closed => PublicPhase.Closed,
        };

    /// <summary>The portal event that entering <paramref name="state"/> causes, or null (protocols.md §1).</summary>
    public static string? ToEventType(this OrderState state) =>
        state switch
        {
            OrderState.AwaitingPayment => "order.created",
            OrderState.Paid => "order.paid",
            OrderState.AtBureau => "order.accepted",
            OrderState.NeedsInformation => "order.needs_information",
            OrderState.Rerouted => "order.rerouted",
            OrderState.Issued or OrderState.PartiallyIssued => "order.issued",
            OrderState.HandedToPost => "order.shipped",
            OrderState.InTransit => "order.in_transit",
            OrderState.HeldForPickup => "order.held_for_pickup",
            OrderState.Delivered => "order.delivered",
            OrderState.Returned => "order.returned",
            OrderState.Rejected => "order.rejected",
            OrderState.Refunded => "order.refunded",
            OrderState.Expired => "order.expired",
            OrderState.Cancelled or OrderState.Closed => "order.closed",
            OrderState.Routed
            or OrderState.Searching
            or OrderState.Packed
            or OrderState.ClaimOpen
            or OrderState.RefundDue => null,
        };

    /// <summary>Is the order over? A rejected order is not: its money must go back first.</summary>
    public static bool IsTerminal(this OrderState state) =>
        state
            is OrderState.Delivered
                or OrderState.Refunded
                or OrderState.Expired
                or OrderState.Cancelled
                or OrderState.Closed;

    /// <summary>The name on the wire and in files: <c>awaiting_payment</c>.</summary>
    public static string ToWireName(this OrderState state) => SnakeCase(state.ToString());

    /// <summary>The name on the wire: <c>in_progress</c>.</summary>
    public static string ToWireName(this PublicPhase phase) => SnakeCase(phase.ToString());

    private static string SnakeCase(string name) =>
        string.Concat(
            name.Select(
                (c, i) =>
                    char.IsUpper(c) && i > 0
                        ? "_" + char.ToLowerInvariant(c)
                        : char.ToLowerInvariant(c).ToString()
            )
        );
}
