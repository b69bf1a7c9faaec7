using Microsoft.Extensions.Options;

namespace Hub.Portal;

/// <summary>Wiring of the portals that call us.</summary>
internal static class PortalRegistration
{
    /// <summary>Adds clients and keys, stored answers and attachments.</summary>
    public static IServiceCollection AddPortal(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<PortalOptions>()
            .Bind(configuration.GetSection(PortalOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsValidator>();
        services.AddSingleton<PortalKeys>();
        services.AddSingleton<ChangePortalAccess>();
        services.AddSingleton<CallsInFlight>();
        services.AddSingleton<TokenKeys>();
        services.AddHostedService(provider => provider.GetRequiredService<TokenKeys>());
        services.AddHostedService<PortalSeeding>();
        return services;
    }
}
