namespace Hub.Operations.Invariants;

/// <summary>The acknowledgements in the portal's journal.</summary>
internal static class PortalOrders
{
    private static readonly string[] Effects = ["order", "order-acknowledged"];

    /// <summary>Every "201" (or its repetition) that the portal heard for an order.</summary>
    public static IEnumerable<PortalOrder> Of(Journals journals) =>
        Effects
            .SelectMany(journals.Of)
            .Select(line => new PortalOrder(
                line.Text("idempotencyKey") ?? line.Key,
                Guid.TryParse(line.Text("id") ?? line.Key, out var id) ? id : null,
                line.Text("trackingNumber"),
                line.Text("reference")
            ));
}

/// <summary>One acknowledgement.</summary>
/// <param name="Key">The idempotency key it was asked with.</param>
internal sealed record PortalOrder(string Key, Guid? OrderId, string? TrackingNumber, string? Reference);
