using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Adapters.Payments;

/// <summary>Wiring of the payment gateways.</summary>
public static class PaymentsRegistration
{
    /// <summary>Adds the gateways that are configured.</summary>
    public static IServiceCollection AddPaymentGateways(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<CmiOptions>()
            .Bind(configuration.GetSection(CmiOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<CmiOptions>, CmiOptionsValidator>();
        services
            .AddHttpClient<CmiApi>(
                (provider, http) =>
                {
                    http.Timeout = provider.GetRequiredService<IOptions<CmiOptions>>().Value.Timeout;
                    http.MaxResponseContentBufferSize = CmiApi.MaxResponseBytes;
                }
            )
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
            );
        services.AddTransient<IPaymentGateway, CmiGateway>();
        services
            .AddOptions<SettlementFolderOptions>()
            .Bind(configuration.GetSection(SettlementFolderOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SettlementFolderOptions>, SettlementFolderOptionsValidator>();
        services.AddSingleton<SettlementFolder>();
        return services;
    }
}
