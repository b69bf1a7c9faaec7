using Adapters.Exchange;
using Microsoft.Extensions.DependencyInjection;

namespace Adapters.Registries;

/// <summary>Wiring of the ways to the bureaus.</summary>
public static class RegistriesRegistration
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>Adds the REST channel and the drop areas.</summary>
    public static IServiceCollection AddRegistryChannels(this IServiceCollection services)
    {
        services
            .AddHttpClient<IRegistryChannel, RestRegistry>(http => http.Timeout = Timeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddSingleton<DropAreas>();
        return services;
    }
}
