using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Orders;

namespace Hub.Announcements;

/// <summary>An event on the wire: the body of a webhook and a line of <c>GET /api/v1/events</c> are the same.</summary>
/// <param name="Id"><c>evt_…</c></param>
/// <param name="Type"><c>order.issued</c> …</param>
/// <param name="Timestamp">When it happened, UTC.</param>
/// <param name="Sequence">1, 2, 3 … per client, without gaps: a lower one that comes late changes nothing.</param>
/// <param name="Data">What it is about.</param>
public sealed record PortalEventBody(
    string Id,
    string Type,
    DateTime Timestamp,
    long Sequence,
    PortalEventData Data
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The event as portals read it.</summary>
    internal static PortalEventBody Of(PortalEvent entry) =>
        new(
            entry.Id,
            entry.Type,
            entry.At.UtcDateTime,
            entry.Sequence,
            new PortalEventData(
                entry.OrderId,
                entry.TrackingNumber,
                entry.Reference,
                entry.Phase.ToWireName(),
                entry.Reason
            )
        );

    /// <summary>The JSON of a webhook, byte for byte the same in every delivery.</summary>
    internal static string JsonOf(PortalEvent entry) => JsonSerializer.Serialize(Of(entry), Json);
}

/// <summary>What an event says of its order; <c>GET /orders/{id}</c> says the rest.</summary>
/// <param name="Phase">The public phase after the event.</param>
/// <param name="Reason">A coded reason, or null.</param>
public sealed record PortalEventData(
    Guid OrderId,
    string TrackingNumber,
    string Reference,
    string Phase,
    string? Reason
);
