using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Adapters.Post;

/// <summary>Wiring of what speaks the post's language.</summary>
public static class PostRegistration
{
    /// <summary>Adds the post's vocabulary and the countries; both are read and checked at start.</summary>
    public static IServiceCollection AddPost(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<PostOptions>()
            .Bind(configuration.GetSection(PostOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<PostOptions>, PostOptionsValidator>();
        services.AddSingleton<IValidateOptions<PostOptions>, PostFilesValidator>();
        services.AddSingleton(provider =>
            TrackingVocabulary.Read(File.ReadAllText(Options(provider).TrackingEventsFile))
        );
        services.AddSingleton(provider => Countries.Read(File.ReadAllText(Options(provider).CountriesFile)));
        return services;
    }

    private static PostOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<PostOptions>>().Value;
}
