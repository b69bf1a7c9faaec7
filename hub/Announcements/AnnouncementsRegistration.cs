using Hub.Steps;
using Hub.Work;
using Microsoft.Extensions.Options;

namespace Hub.Announcements;

/// <summary>Wiring of what portals and citizens are told.</summary>
internal static class AnnouncementsRegistration
{
    /// <summary>Adds the announcer, the webhooks and the messages to citizens.</summary>
    public static IServiceCollection AddAnnouncements(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<AnnouncementOptions>()
            .Bind(configuration.GetSection(AnnouncementOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AnnouncementOptions>, AnnouncementOptionsValidator>();
        services.AddSingleton<QuietHours>();
        services.AddSingleton<MessageTexts>();
        services.AddSingleton<AcceptDeliveryReports>();
        services.AddSingleton<CitizenMessages>();
        services.AddSingleton<AnnounceOrders>();
        services.AddSingleton<Announcer>();
        services.AddSingleton<AddWebhookEndpoint>();
        services.AddSingleton<RotateWebhookSecret>();
        services.AddSingleton<IWorkHandler, SendWebhook>();
        services.AddHostedService<SeedWebhooks>();
        services.AddHostedService(provider => provider.GetRequiredService<Announcer>());
        return services;
    }
}
