using Hub.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Hub.Identity;

/// <summary>Wiring of people, sessions and rules.</summary>
internal static class IdentityRegistration
{
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(10);
    private const int MaxFailedSignIns = 8;

    /// <summary>Adds the people's store, the session cookie and the policies.</summary>
    public static IServiceCollection AddHubIdentity(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<IdentitySeedOptions>()
            .Bind(configuration.GetSection(IdentitySeedOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<IdentitySeedOptions>, IdentitySeedOptionsValidator>();
        services.AddScoped<HubDb>(provider => provider.GetRequiredService<IDatabaseDialect>().CreateDb(null));
        services.AddDataProtection().SetApplicationName("shubbak-hub").PersistKeysToDbContext<HubDb>();
        services
            .AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, ConfigureCookie);
        services
            .AddIdentityCore<HubUser>(options =>
            {
                options.Password.RequiredLength = 8;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireDigit = false;
                options.Lockout.MaxFailedAccessAttempts = MaxFailedSignIns;
            })
            .AddEntityFrameworkStores<HubDb>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<HubClaimsFactory>();
        // The framework's own strength, unless the sandbox wants its hundred people quickly.
        services.Configure<PasswordHasherOptions>(configuration.GetSection("Identity:PasswordHasher"));
        services.AddAuthorization(Policies.Add);
        services.AddHostedService<UserSeeding>();
        return services;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "hub-session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SessionLength;
        options.SlidingExpiration = true;
        options.LoginPath = "/login";
        options.AccessDeniedPath = "/denied";
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>Calls get a status; pages get the login page.</summary>
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }
}
