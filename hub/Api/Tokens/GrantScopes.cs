using System.Security.Claims;
using Hub.Portal;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Hub.Api.Tokens;

/// <summary>Grants a checked client the scopes it asked for, or all of its own when it named none (RFC 6749 §3.3).</summary>
internal sealed class GrantScopes : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var client = (PortalClient)context.Transaction.Properties[CheckPortal.Client]!;
        var asked = context.Request.GetScopes();
        var identity = new ClaimsIdentity(PortalTokens.Scheme);
        identity.SetClaim(OpenIddictConstants.Claims.Subject, client.Id);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(asked.IsEmpty ? [.. client.Scopes] : asked);
        principal.SetResources(PortalTokens.Resource);
        context.SignIn(principal);
        return ValueTask.CompletedTask;
    }
}
