using Adapters.Portal;
using Hub.Sealing;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Announcements;

/// <summary>A new secret for an endpoint; the former one signs along for a while, so that no delivery is refused meanwhile.</summary>
internal sealed class RotateWebhookSecret(IOptions<AnnouncementOptions> options, Seals seals)
{
    /// <summary>The endpoint with its new secret; null when the client has no such endpoint.</summary>
    public async Task<ShownSecret?> RunAsync(
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

        var secret = WebhookSignature.NewSecret();
        endpoint.RotateTo(secret, session.Now + options.Value.SecretOverlap, seals);
        return new ShownSecret(endpoint, secret);
    }
}

/// <summary>An endpoint and its new secret, which is shown this once.</summary>
internal sealed record ShownSecret(WebhookEndpoint Endpoint, string Secret);
