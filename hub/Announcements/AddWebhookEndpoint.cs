using Adapters.Portal;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Announcements;

/// <summary>A portal wants its events posted somewhere.</summary>
internal sealed class AddWebhookEndpoint(
    IOptions<AnnouncementOptions> options,
    IOptions<WebhookOptions> webhooks
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
            Secret = WebhookSignature.NewSecret(),
            CreatedAt = session.Now,
            StateSince = session.Now,
        };
        session.Db.WebhookEndpoints.Add(endpoint);
        return new AddEndpointResult.Added(endpoint);
    }
}

/// <summary>What became of a wish for an endpoint.</summary>
internal abstract record AddEndpointResult
{
    private AddEndpointResult() { }

    public sealed record Added(WebhookEndpoint Endpoint) : AddEndpointResult;

    /// <summary>The address may not be called; see <see cref="WebhookAddress"/>.</summary>
    public sealed record Refused(string Code) : AddEndpointResult;

    /// <summary>The client has as many as it may.</summary>
    public sealed record Full(int Limit) : AddEndpointResult;
}
