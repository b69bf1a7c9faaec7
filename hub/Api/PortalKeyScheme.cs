using System.Security.Claims;
using System.Text.Encodings.Web;
using Hub.Catalogue;
using Hub.Portal;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Hub.Api;

/// <summary>Portals sign in by <c>Authorization: Bearer hub_test_…</c>, on every call, and by nothing else.</summary>
internal sealed class PortalKeyScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    PortalKeys keys,
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

        switch (await keys.ReadAsync(header[Bearer.Length..].Trim(), Context.RequestAborted))
        {
            case KeyReading.Known known:
                var claims = known
                    .Client.Scopes.Select(scope => new Claim(PortalClaims.Scope, scope))
                    .Append(new Claim(PortalClaims.Client, known.Client.Id));
                var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, Name));
                return AuthenticateResult.Success(new AuthenticationTicket(principal, Name));
            case KeyReading.Refused refused:
                refusal = refused.Code;
                return AuthenticateResult.Fail(refused.Code);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
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

    private Task AnswerAsync(ApiProblem problem) =>
        PortalAnswer.Of(problem, ApiLanguage.Of(Request), catalogue.Texts).ExecuteAsync(Context);
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
