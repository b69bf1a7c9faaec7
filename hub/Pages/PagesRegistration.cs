using System.Globalization;
using Hub.Pages.Account;
using Hub.Pages.Calendars;
using Hub.Pages.Definitions;
using Hub.Pages.Desk;
using Hub.Pages.Incidents;
using Hub.Pages.Money;
using Hub.Pages.Partners;
using Hub.Pages.Portals;
using Hub.Pages.Post;
using Hub.Pages.Shell;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using MudBlazor.Services;

namespace Hub.Pages;

/// <summary>Wiring of the pages.</summary>
internal static class PagesRegistration
{
    /// <summary>Adds server-rendered pages in three languages.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddMudServices();
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddSingleton<PageText>();
        services.AddSingleton<LocalTime>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Language.French.Culture);
            options.SupportedCultures = options.SupportedUICultures = [
                .. Language.All.Select(language => CultureInfo.GetCultureInfo(language.Culture)),
            ];
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new BrowserLanguage()];
        });
        return services;
    }

    /// <summary>
    /// An address nobody knows gets the page that says so; calls and forms get their own answers. Before authorization, which
    /// then sees the page too.
    /// </summary>
    public static void UseNotFoundPage(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.Use(
            (context, next) =>
            {
                if (!IsPage(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                {
                    pages.Enabled = false;
                }

                return next(context);
            }
        );
    }

    /// <summary>Maps pages, forms and assets.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapLanguageSwitch();
        app.MapSignInForms();
        app.MapDefinitionFiles();
        app.MapIncidentForms();
        app.MapDeskForms();
        app.MapSlipFiles();
        app.MapSheetForms();
        app.MapAttachmentView();
        app.MapManifestForms();
        app.MapMoneyForms();
        app.MapLabelFiles();
        app.MapBilling();
        app.MapClaims();
        app.MapNumberForms();
        app.MapCalendarForms();
        app.MapPortalForms();
        app.MapPartnerDownloads();
        app.MapRazorComponents<App>();
    }

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    /// <summary>The browser's wish, for people who have not chosen yet: only the language, never its region.</summary>
    private sealed class BrowserLanguage : RequestCultureProvider
    {
        public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
        {
            var wished = httpContext
                .Request.GetTypedHeaders()
                .AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
                .Select(language => Language.Find(language.Value.ToString().Split('-')[0]))
                .FirstOrDefault(language => language is not null);
            return Task.FromResult(wished is null ? null : new ProviderCultureResult(wished.Culture));
        }
    }
}
