using System.Security.Claims;
using System.Text.Encodings.Web;
using Hub.Api.Tokens;
using Hub.Catalogue;
using Hub.Portal;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;

namespace Hub.Api;

/// <summary>
/// Portals sign in by <c>Authorization: Bearer …</c> on every call: one of their keys, or an access token got with one
/// (<see cref="PortalTokens"/>). What a client may do is looked up at every call: a scope or a client taken away is away.
/// </summary>
internal sealed class PortalKeyScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    PortalKeys keys,
    RefusedCalls refusedCalls,
    ReferenceCatalogue catalogue
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "portal-key";
    private const string Bearer = "Bearer ";
    private string refusal = "key_missing";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var credential = header[Bearer.Length..].Trim();
        // A token has parts between dots; what is neither is an unknown key.
        return credential.Contains('.', StringComparison.Ordinal) && !PortalKeys.LooksLikeKey(credential)
            ? await ReadTokenAsync()
            : await ReadKeyAsync(credential);
    }

    private async Task<AuthenticateResult> ReadKeyAsync(string key) =>
        await keys.ReadAsync(key, Context.RequestAborted) switch
        {
            KeyReading.Known known => Welcome(known.Client, known.Client.Scopes),
            KeyReading.Refused refused => Refuse(refused.Code),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private async Task<AuthenticateResult> ReadTokenAsync()
    {
        var token = await Context.AuthenticateAsync(PortalTokens.Scheme);
        if (token is not { Succeeded: true, Principal: { } bearer })
        {
            return Refuse("token_not_valid");
        }

        var id = bearer.GetClaim(OpenIddictConstants.Claims.Subject) ?? "";
        return await keys.FindActiveAsync(id, Context.RequestAborted) is { } client
            ? Welcome(client, bearer.GetScopes().Intersect(client.Scopes, StringComparer.Ordinal))
            : Refuse("token_not_valid");
    }

    private static AuthenticateResult Welcome(PortalClient client, IEnumerable<string> scopes)
    {
        var claims = scopes
            .Select(scope => new Claim(PortalClaims.Scope, scope))
            .Append(new Claim(PortalClaims.Client, client.Id));
        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, Name));
        return AuthenticateResult.Success(new AuthenticationTicket(principal, Name));
    }

    private AuthenticateResult Refuse(string code)
    {
        refusal = code;
        return AuthenticateResult.Fail(code);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return AnswerAsync(new ApiProblem(StatusCodes.Status401Unauthorized, refusal));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        AnswerAsync(
            new ApiProblem(StatusCodes.Status403Forbidden, "scope_missing")
            {
                Values = [("scope", Context.GetEndpoint()?.Metadata.GetMetadata<NeededScope>()?.Name ?? "")],
            }
        );

    private Task AnswerAsync(ApiProblem problem)
    {
        refusedCalls.Count(problem.Code);
        return PortalAnswer.Of(problem, ApiLanguage.Of(Request), catalogue.Texts).ExecuteAsync(Context);
    }
}

/// <summary>The scope an endpoint asks for, for messages and documentation.</summary>
internal sealed record NeededScope(string Name);

/// <summary>The claims of a portal.</summary>
internal static class PortalClaims
{
    public const string Client = "portal_client";
    public const string Scope = "scope";

    /// <summary>The client that calls.</summary>
    public static string ClientId(this ClaimsPrincipal user) =>
        user.FindFirstValue(Client) ?? throw new InvalidOperationException("Only portals come here.");

    /// <summary>Opens the endpoint to portals whose client has the scope.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        builder
            .RequireAuthorization(
                new AuthorizationPolicyBuilder(PortalKeyScheme.Name)
                    .RequireAuthenticatedUser()
                    .RequireClaim(Scope, scope)
                    .Build()
            )
            .WithMetadata(new NeededScope(scope));
}
