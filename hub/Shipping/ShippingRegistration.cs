using Adapters.Exchange;
using Adapters.Post;
using Hub.Exchange;
using Microsoft.Extensions.Options;

namespace Hub.Shipping;

/// <summary>Wiring of parcels and manifests.</summary>
internal static class ShippingRegistration
{
    /// <summary>Adds numbers, manifests and tracking; reads the post's range file at start.</summary>
    public static IServiceCollection AddShipping(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<ShippingOptions>()
            .Bind(configuration.GetSection(ShippingOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ShippingOptions>, ShippingOptionsValidator>();
        services.AddPost(configuration);
        services.AddSingleton<DepositCalendar>();
        services.AddSingleton<ClaimClock>();
        services.AddSingleton<ItemNumbers>();
        services.AddSingleton<ImportRanges>();
        services.AddSingleton<UnpostableLetters>();
        services.AddSingleton<OpenManifests>();
        services.AddSingleton<CorrectAddress>();
        services.AddSingleton<VoidItem>();
        services.AddSingleton<PrintLabels>();
        services.AddSingleton<Tracking>();
        services.AddSingleton<CloseManifests>();
        services.AddSingleton<IFileReader, ManifestVerdictReader>();
        services.AddSingleton<IFileReader, ItemVerdictReader>();
        services.AddSingleton<IFileReader, BillingFileReader>();
        services.AddSingleton<SettleBilling>();
        services.AddSingleton<HandOverClaims>();
        services.AddSingleton<IFileReader>(provider => new TrackingFileReader(
            FileKind.EVT,
            provider.GetRequiredService<Tracking>()
        ));
        services.AddSingleton<IFileReader>(provider => new TrackingFileReader(
            FileKind.RET,
            provider.GetRequiredService<Tracking>()
        ));
        services.AddHostedService<RangeSeeding>();
        return services;
    }
}
