using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Adapters.Notifications;

/// <summary>Wiring of what citizens are written with.</summary>
public static class NotificationsRegistration
{
    /// <summary>Adds e-mail and SMS.</summary>
    public static IServiceCollection AddNotificationSenders(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<EmailOptions>()
            .Bind(configuration.GetSection(EmailOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmailOptions>, EmailOptionsValidator>();
        services.AddSingleton<IEmailSender, SmtpEmailSender>();
        services
            .AddOptions<DeliveryReportOptions>()
            .Bind(configuration.GetSection(DeliveryReportOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeliveryReportOptions>, DeliveryReportOptionsValidator>();
        services
            .AddOptions<SmsOptions>()
            .Bind(configuration.GetSection(SmsOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SmsOptions>, SmsOptionsValidator>();
        services
            .AddHttpClient<ISmsSender, HttpSmsSender>(
                (provider, http) =>
                {
                    var options = provider.GetRequiredService<IOptions<SmsOptions>>().Value;
                    http.BaseAddress = options.BaseAddress;
                    http.Timeout = options.Timeout;
                    http.MaxResponseContentBufferSize = HttpSmsSender.MaxResponseBytes;
                    http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                        "Bearer",
                        options.Token
                    );
                }
            )
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
            );
        return services;
    }
}
