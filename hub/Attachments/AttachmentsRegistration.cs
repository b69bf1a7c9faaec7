using Microsoft.Extensions.Options;

namespace Hub.Attachments;

/// <summary>Wiring of citizens' files.</summary>
internal static class AttachmentsRegistration
{
    /// <summary>Adds looking at, keeping, opening and purging them.</summary>
    public static IServiceCollection AddAttachments(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<AttachmentOptions>()
            .Bind(configuration.GetSection(AttachmentOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AttachmentOptions>, AttachmentOptionsValidator>();
        services.AddSingleton<FileInspection>();
        services.AddSingleton<KeepAttachment>();
        services.AddSingleton<OpenAttachment>();
        services.AddSingleton<PurgeAttachments>();
        return services;
    }
}
