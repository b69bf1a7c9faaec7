using Hub.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;

namespace Hub.Pages.Shell;

/// <summary>
/// Changes the language and stays on the page, with its filter. The choice of somebody who is signed in is kept for them,
/// on whatever machine they read next; one made on the way to signing in becomes theirs when they do (experience.md §4.2).
/// </summary>
internal static class LanguageSwitch
{
    private const string ChosenCookie = "hub-language-chosen";
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    // Long enough to type a password; too short for whoever sits down at this machine next.
    private static readonly TimeSpan WaitsForSignIn = TimeSpan.FromMinutes(10);

    /// <summary>Maps `/language`.</summary>
    public static void MapLanguageSwitch(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/language", SwitchAsync).ExcludeFromDescription();

    /// <summary>Remembers the language in a cookie of this browser.</summary>
    public static void Remember(HttpContext context, Language language) =>
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language.Culture)),
            Cookie(Remembered)
        );

    /// <summary>The language chosen in this browser just before signing in, told once; null when none was.</summary>
    public static Language? TakeChosen(HttpContext context)
    {
        var chosen = Language.Find(context.Request.Cookies[ChosenCookie]);
        context.Response.Cookies.Delete(ChosenCookie);
        return chosen;
    }

    /// <summary>Is it a path of this site? "//elsewhere" and "/\\elsewhere" would leave it.</summary>
    public static bool IsLocal(string? path) => path is ['/', ..] and not ['/', '/' or '\\', ..];

    private static async Task<RedirectHttpResult> SwitchAsync(
        string to,
        string? back,
        UserManager<HubUser> people,
        HttpContext context
    )
    {
        var language = Language.Find(to) ?? Language.French;
        Remember(context, language);
        if (await people.GetUserAsync(context.User) is { } person)
        {
            person.Language = language.Code;
            // Another browser of the same person may be faster: then its choice is the later one.
            await people.UpdateAsync(person);
        }
        else
        {
            context.Response.Cookies.Append(ChosenCookie, language.Code, Cookie(WaitsForSignIn));
        }

        return TypedResults.LocalRedirect(IsLocal(back) ? back! : "/");
    }

    private static CookieOptions Cookie(TimeSpan lasts) =>
        new()
        {
            MaxAge = lasts,
            SameSite = SameSiteMode.Lax,
            HttpOnly = true,
            IsEssential = true,
        };
}
