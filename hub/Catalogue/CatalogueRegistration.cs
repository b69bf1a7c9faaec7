using Microsoft.Extensions.Options;

namespace Hub.Catalogue;

/// <summary>Wiring of the reference data.</summary>
internal static class CatalogueRegistration
{
    /// <summary>Adds bureaus, reasons, calendars and texts.</summary>
    public static IServiceCollection AddCatalogue(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<CatalogueOptions>()
            .Bind(configuration.GetSection(CatalogueOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<CatalogueOptions>, CatalogueOptionsValidator>();
        services.AddSingleton<ReferenceCatalogue>();
        return services;
    }
}
