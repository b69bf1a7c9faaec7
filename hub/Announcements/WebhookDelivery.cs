using System.Text.Json;
using Hub.Work;

namespace Hub.Announcements;

/// <summary>The work of posting one event to one endpoint.</summary>
internal static class WebhookDelivery
{
    /// <summary>The task type of `Hub.Steps.SendWebhook`.</summary>
    public const string WorkType = "send-webhook";

    /// <summary>
    /// Pauses between the tries, as Standard Webhooks recommends them: the first try at once, the tenth after three days.
    /// </summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <summary>The delivery that follows from the event itself.</summary>
    public static NewWorkItem First(WebhookEndpoint endpoint, PortalEvent entry) =>
        Of(endpoint, entry, $"webhook:{endpoint.Id}:{entry.Id}");

    /// <summary>A delivery the portal asked for; the event's id tells it that it is the same event.</summary>
    public static NewWorkItem Again(WebhookEndpoint endpoint, PortalEvent entry, Guid wish) =>
        Of(endpoint, entry, $"webhook:{endpoint.Id}:{entry.Id}:{wish:N}");

    /// <summary>The endpoint that an effect's key is about.</summary>
    public static string EndpointOf(string effectKey) => effectKey.Split(':')[1];

    private static NewWorkItem Of(WebhookEndpoint endpoint, PortalEvent entry, string key) =>
        new(
            WorkType,
            endpoint.ClientId,
            key,
            JsonSerializer.Serialize(new WebhookInput(endpoint.Id, entry.Id)),
            entry.OrderId
        )
        {
            Retries = Pauses.Count,
            // One endpoint of a portal may be dead and another well.
            Line = endpoint.Id,
        };
}

/// <summary>A delivery as a work item keeps it.</summary>
internal sealed record WebhookInput(string EndpointId, string EventId);
