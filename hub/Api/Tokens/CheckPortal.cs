using Hub.Portal;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Hub.Api.Tokens;

/// <summary>
/// Who asks for a token must be a client, with one of its keys as the client secret, and may ask for its own scopes only.
/// </summary>
internal sealed class CheckPortal(PortalKeys keys) : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    /// <summary>Where the client is left for whoever grants.</summary>
    public const string Client = "hub:portal-client";

    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Request.IsClientCredentialsGrantType())
        {
            context.Reject(
                OpenIddictConstants.Errors.UnsupportedGrantType,
                "Only client_credentials is known here."
            );
            return;
        }

        var known = await keys.ReadAsync(context.ClientSecret ?? "", context.CancellationToken);
        if (known is not KeyReading.Known { Client: var client } || client.Id != context.ClientId)
        {
            // One answer for an unknown client, a wrong secret and another client's secret.
            context.Reject(
                OpenIddictConstants.Errors.InvalidClient,
                "This client does not exist, or this is none of its keys."
            );
            return;
        }

        var foreign = context.Request.GetScopes().Except(client.Scopes, StringComparer.Ordinal).ToList();
        if (foreign.Count > 0)
        {
            context.Reject(
                OpenIddictConstants.Errors.InvalidScope,
                $"Not among this client's scopes: {string.Join(' ', foreign)}."
            );
            return;
        }

        context.Transaction.Properties[Client] = client;
    }
}
