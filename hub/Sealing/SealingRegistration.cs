using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Hub.Sealing;

/// <summary>Wiring of what is kept sealed.</summary>
internal static class SealingRegistration
{
    /// <summary>Adds the seals; they open after the schema stands and before anybody else starts.</summary>
    public static IServiceCollection AddSealing(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<SealingOptions>()
            .Bind(configuration.GetSection(SealingOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SealingOptions>, SealingOptionsValidator>();
        services.AddSingleton<MasterKeyFile>();
        services.AddSingleton<Seals>();
        services.AddHostedService<SealPreparation>();
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<Seals>((options, seals) => options.XmlEncryptor = new SessionKeySeal(seals));
        return services;
    }
}
