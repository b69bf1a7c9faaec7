using Microsoft.Extensions.Options;

namespace Hub.Work;

/// <summary>Wiring of the durable calls to partners.</summary>
internal static class WorkRegistration
{
    /// <summary>Adds the work loop. Handlers are added by the folders that own them.</summary>
    public static IServiceCollection AddWork(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<WorkOptions>()
            .Bind(configuration.GetSection(WorkOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<WorkOptions>, WorkOptionsValidator>();
        services
            .AddOptions<PartnerRoundsOptions>()
            .Bind(configuration.GetSection(PartnerRoundsOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<PartnerRoundsOptions>, PartnerRoundsOptionsValidator>();
        services.AddSingleton<PartnerRounds>();
        services.AddSingleton<PartnerBreaker>();
        services.AddSingleton<WorkOutcomes>();
        services.AddHostedService<WorkLoop>();
        return services;
    }
}
