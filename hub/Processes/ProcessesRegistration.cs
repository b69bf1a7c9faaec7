using Hub.Catalogue;
using Microsoft.Extensions.Options;
using NodaTime;
using Workflows.Engine;

namespace Hub.Processes;

/// <summary>Wiring of the process engine's durable shell.</summary>
internal static class ProcessesRegistration
{
    /// <summary>Adds the runner, the definitions and the pure engine.</summary>
    public static IServiceCollection AddProcesses(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<ProcessOptions>()
            .Bind(configuration.GetSection(ProcessOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProcessOptions>, ProcessOptionsValidator>();
        services.AddSingleton<DefinitionCatalogue>();
        services.AddSingleton<DefinitionDeployment>();
        services.AddSingleton<RetryIncident>();
        services.AddSingleton<StepRegistry>();
        services.AddSingleton(provider =>
        {
            var catalogue = provider.GetRequiredService<DefinitionCatalogue>();
            var reference = provider.GetRequiredService<ReferenceCatalogue>();
            return new ProcessEngine(
                new EngineEnvironment
                {
                    Zone = DateTimeZoneProviders.Tzdb["Africa/Casablanca"],
                    FindDecision = query => catalogue.FindDecision(query),
                    Calendars = () => reference.Calendars,
                }
            );
        });
        services.AddSingleton<TransitionBatchFactory>();
        services.AddHostedService<DefinitionPreparation>();
        services.AddSingleton<ProcessRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<ProcessRunner>());
        return services;
    }
}
