using Hub.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Hub.Api;

/// <summary>Signing in and out of the staff's side, for pages and for programs that act as a person.</summary>
internal static class SessionApi
{
    /// <summary>Maps `/api/v1/session`.</summary>
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/api/v1/session").ExcludeFromDescription();
        session.MapPost("/", SignInAsync);
        session.MapDelete("/", SignOutAsync);
    }

    private static async Task<Results<NoContent, UnauthorizedHttpResult>> SignInAsync(
        SignInRequest request,
        SignInManager<HubUser> signIn
    )
    {
        var result = await signIn.PasswordSignInAsync(
            request.User,
            request.Password,
            isPersistent: false,
            lockoutOnFailure: true
        );
        return result.Succeeded ? TypedResults.NoContent() : TypedResults.Unauthorized();
    }

    private static async Task<NoContent> SignOutAsync(SignInManager<HubUser> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.NoContent();
    }
}

/// <summary>Who signs in.</summary>
public sealed record SignInRequest(string User, string Password);
