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
            await SpeakToAsync(person, signIn.UserManager, context);
        }

        return TypedResults.LocalRedirect(LanguageSwitch.IsLocal(returnUrl) ? returnUrl! : "/");
    }

    /// <summary>From now on this browser speaks the person's language; one chosen on the way here becomes theirs.</summary>
    private static async Task SpeakToAsync(HubUser person, UserManager<HubUser> people, HttpContext context)
    {
        if (LanguageSwitch.TakeChosen(context) is { } chosen && chosen.Code != person.Language)
        {
            person.Language = chosen.Code;
            await people.UpdateAsync(person);
        }

        LanguageSwitch.Remember(context, Language.Find(person.Language) ?? Language.French);
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
