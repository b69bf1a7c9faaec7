using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;

namespace Hub.Pages.Shell;

/// <summary>Changes the language and stays on the page, with its filter.</summary>
internal static class LanguageSwitch
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    /// <summary>Maps `/language`.</summary>
    public static void MapLanguageSwitch(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/language", Switch).ExcludeFromDescription();

    /// <summary>Remembers the language in a cookie of this browser.</summary>
    public static void Remember(HttpContext context, Language language) =>
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language.Culture)),
            new CookieOptions
            {
                MaxAge = Remembered,
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                IsEssential = true,
            }
        );

    /// <summary>Is it a path of this site? "//elsewhere" and "/\\elsewhere" would leave it.</summary>
    public static bool IsLocal(string? path) => path is ['/', ..] and not ['/', '/' or '\\', ..];

    private static RedirectHttpResult Switch(string to, string? back, HttpContext context)
    {
        Remember(context, Language.Find(to) ?? Language.French);
        return TypedResults.LocalRedirect(IsLocal(back) ? back! : "/");
    }
}
