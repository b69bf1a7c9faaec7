using Adapters.Registries;
using Microsoft.Extensions.Options;

namespace Hub.Registries;

/// <summary>Wiring of what bureaus are asked and answer.</summary>
internal static class RegistriesRegistration
{
    /// <summary>Adds the ways to the bureaus and the one door for their answers.</summary>
    public static IServiceCollection AddRegistries(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<RegistryOptions>()
            .Bind(configuration.GetSection(RegistryOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<RegistryOptions>, RegistryOptionsValidator>();
        services.AddRegistryChannels();
        services.AddSingleton<AnswerDueDay>();
        services.AddSingleton<ReceiveAnswers>();
        services.AddSingleton<TellAnswers>();
        services.AddSingleton<AcceptPushedAnswers>();
        services.AddSingleton<PollBureauAnswers>();
        return services;
    }
}
