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
        AddReferences<AgencyOptions, AgencyOptionsValidator>(
            services,
            configuration.GetSection(AgencyOptions.Section),
            "agency"
        );
        AddReferences<SmsPaymentOptions, SmsPaymentOptionsValidator>(
            services,
            configuration.GetSection(SmsPaymentOptions.Section),
            "sms"
        );
        services
            .AddOptions<SettlementFolderOptions>()
            .Bind(configuration.GetSection(SettlementFolderOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SettlementFolderOptions>, SettlementFolderOptionsValidator>();
        services.AddSingleton<SettlementFolder>();
        return services;
    }

    /// <summary>Adds a method by reference, when it is switched on.</summary>
    private static void AddReferences<TContract, TValidator>(
        IServiceCollection services,
        IConfigurationSection section,
        string method
    )
        where TContract : ReferenceContract
        where TValidator : class, IValidateOptions<TContract>
    {
        services
            .AddOptions<TContract>()
            .Bind(section)
            .Validate(
                contract => contract.Lacks() is null,
                $"{section.Path}: an enabled method needs BaseAddress and Secret."
            )
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<TContract>, TValidator>();
        if (!section.GetValue<bool>(nameof(ReferenceContract.Enabled)))
        {
            return;
        }

        var client = "payment-" + method;
        services
            .AddHttpClient(
                client,
                (provider, http) =>
                {
                    var contract = provider.GetRequiredService<IOptions<TContract>>().Value;
                    http.BaseAddress = contract.BaseAddress;
                    http.Timeout = contract.Timeout;
                    http.MaxResponseContentBufferSize = ReferenceApi.MaxResponseBytes;
                }
            )
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
            );
        services.AddTransient<IPaymentGateway>(provider =>
        {
            var contract = provider.GetRequiredService<IOptions<TContract>>().Value;
            var clients = provider.GetRequiredService<IHttpClientFactory>();
            return new ReferenceGateway(method, new ReferenceApi(clients, client, contract), contract);
        });
    }
}
