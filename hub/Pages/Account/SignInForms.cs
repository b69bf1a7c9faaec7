using Hub.Identity;
using Hub.Pages.Shell;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Pages.Account;

/// <summary>What the login and logout forms post to.</summary>
internal static class SignInForms
{
    /// <summary>Maps `/login` and `/logout`.</summary>
    public static void MapSignInForms(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/login", SignInAsync).ExcludeFromDescription();
        routes.MapPost("/logout", SignOutAsync).ExcludeFromDescription();
    }

    private static async Task<RedirectHttpResult> SignInAsync(
        [FromForm] string user,
        [FromForm] string password,
        [FromForm] string? returnUrl,
        SignInManager<HubUser> signIn,
        HttpContext context
    )
    {
        var result = await signIn.PasswordSignInAsync(
            user,
            password,
            isPersistent: false,
            lockoutOnFailure: true
        );
        if (!result.Succeeded)
        {
            return TypedResults.LocalRedirect(
                $"/login?failed=true&returnUrl={Uri.EscapeDataString(returnUrl ?? "/")}"
            );
        }

        if (await signIn.UserManager.FindByNameAsync(user) is { } person)
        {
            await LanguageSwitch.SpeakToAsync(person, signIn.UserManager, context);
        }

        return TypedResults.LocalRedirect(LanguageSwitch.IsLocal(returnUrl) ? returnUrl! : "/");
    }

    private static async Task<RedirectHttpResult> SignOutAsync(
        [FromForm] string? returnUrl,
        SignInManager<HubUser> signIn
    )
    {
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect(LanguageSwitch.IsLocal(returnUrl) ? returnUrl! : "/login");
    }
}
