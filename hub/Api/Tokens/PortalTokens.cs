using Hub.Portal;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using OpenIddict.Validation.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Hub.Api.Tokens;

/// <summary>
/// Access tokens for portals that do not want to send their key with every call: OAuth 2.0 client credentials
/// (RFC 6749 §4.4), the client's id and one of its keys against a token of some minutes.
/// </summary>
internal static class PortalTokens
{
    public const string Path = "oauth/token";
    public const string Scheme = OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>What a token is good for: this API.</summary>
    public const string Resource = "shubbak-hub";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Adds the token endpoint and the reading of tokens.</summary>
    public static IServiceCollection AddPortalTokens(this IServiceCollection services)
    {
        services.AddSingleton<CheckPortal>();
        services.AddSingleton<GrantScopes>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, TokenServer>();
        services
            .AddOpenIddict()
            .AddServer(server =>
            {
                server
                    // Clients are ours, tokens live for minutes: nothing of them is stored.
                    .EnableDegradedMode()
                    .SetTokenEndpointUris(Path)
                    .AllowClientCredentialsFlow()
                    .SetAccessTokenLifetime(Lifetime)
                    .RegisterScopes([.. PortalScopes.All]);
                server.AddEventHandler<ValidateTokenRequestContext>(handler =>
                    handler.UseSingletonHandler<CheckPortal>()
                );
                server.AddEventHandler<HandleTokenRequestContext>(handler =>
                    handler.UseSingletonHandler<GrantScopes>()
                );
                // TLS ends before the hub, as for every other call.
                server.UseAspNetCore().DisableTransportSecurityRequirement();
            })
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.UseAspNetCore();
                validation.AddAudiences(Resource);
            });
        return services;
    }
}
