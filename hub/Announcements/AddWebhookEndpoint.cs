using Adapters.Portal;
using Hub.Sealing;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Announcements;

/// <summary>A portal wants its events posted somewhere.</summary>
internal sealed class AddWebhookEndpoint(
    IOptions<AnnouncementOptions> options,
    IOptions<WebhookOptions> webhooks,
    Seals seals
)
{
    /// <summary>Adds the endpoint with a secret of its own. Events of before are fetched, not posted.</summary>
    public async Task<AddEndpointResult> RunAsync(
        string clientId,
        string url,
        IReadOnlyList<string> types,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (WebhookAddress.FindProblem(url, webhooks.Value.TrustedHosts) is { } problem)
        {
            return new AddEndpointResult.Refused(problem);
        }

        var count = await session.Db.WebhookEndpoints.CountAsync(e => e.ClientId == clientId, ct);
        if (count >= options.Value.EndpointsPerClient)
        {
            return new AddEndpointResult.Full(options.Value.EndpointsPerClient);
        }

        var endpoint = new WebhookEndpoint
        {
            Id = $"whe_{session.NewId():N}",
            ClientId = clientId,
            Url = url,
            Types = [.. types.Distinct(StringComparer.Ordinal)],
            CreatedAt = session.Now,
            StateSince = session.Now,
        };
        var secret = WebhookSignature.NewSecret();
        endpoint.SignWith(secret, seals);
        session.Db.WebhookEndpoints.Add(endpoint);
        return new AddEndpointResult.Added(new ShownSecret(endpoint, secret));
    }
}

/// <summary>What became of a wish for an endpoint.</summary>
internal abstract record AddEndpointResult
{
    private AddEndpointResult() { }

    public sealed record Added(ShownSecret Shown) : AddEndpointResult;

    /// <summary>The address may not be called; see <see cref="WebhookAddress"/>.</summary>
    public sealed record Refused(string Code) : AddEndpointResult;

    /// <summary>The client has as many as it may.</summary>
    public sealed record Full(int Limit) : AddEndpointResult;
}
