using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Adapters.Portal;

/// <summary>Wiring of what portals are told.</summary>
public static class PortalRegistration
{
    /// <summary>Adds the webhook sender.</summary>
    public static IServiceCollection AddWebhooks(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<WebhookOptions>()
            .Bind(configuration.GetSection(WebhookOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>();
        services
            .AddHttpClient<IWebhookSender, HttpWebhookSender>(
                (provider, http) =>
                    http.Timeout = provider.GetRequiredService<IOptions<WebhookOptions>>().Value.Timeout
            )
            .ConfigurePrimaryHttpMessageHandler(provider =>
            {
                var trusted = provider.GetRequiredService<IOptions<WebhookOptions>>().Value.TrustedHosts;
                return new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseProxy = false,
                    UseCookies = false,
                    ConnectCallback = (context, ct) =>
                        PublicAddresses.ConnectAsync(context.DnsEndPoint, trusted, ct),
                };
            });
        return services;
    }
}
