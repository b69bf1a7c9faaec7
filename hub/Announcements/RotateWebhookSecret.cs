using Adapters.Portal;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Announcements;

/// <summary>A new secret for an endpoint; the former one signs along for a while, so that no delivery is refused meanwhile.</summary>
internal sealed class RotateWebhookSecret(IOptions<AnnouncementOptions> options)
{
    /// <summary>The endpoint with its new secret; null when the client has no such endpoint.</summary>
    public async Task<WebhookEndpoint?> RunAsync(
        string clientId,
        string endpointId,
        WriteSession session,
        CancellationToken ct
    )
    {
        var endpoint = await session.Db.WebhookEndpoints.FirstOrDefaultAsync(
            e => e.Id == endpointId && e.ClientId == clientId,
            ct
        );
        if (endpoint is null)
        {
            return null;
        }

        endpoint.FormerSecret = endpoint.Secret;
        endpoint.FormerSecretUntil = session.Now + options.Value.SecretOverlap;
        endpoint.Secret = WebhookSignature.NewSecret();
        return endpoint;
    }
}
