using Microsoft.Extensions.Options;

namespace Hub.Storage;

/// <summary>Wiring of the store.</summary>
internal static class StorageRegistration
{
    /// <summary>Adds the store that <see cref="StorageOptions"/> names.</summary>
    public static IServiceCollection AddStorage(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<StorageOptions>()
            .Bind(configuration.GetSection(StorageOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddSingleton<IDatabaseDialect>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
            return options.Kind == "postgres"
                ? new PostgresDialect(options.ConnectionString)
                : new SqliteDialect(options.ConnectionString);
        });
        services.AddSingleton<HubStore>();
        services.AddSingleton<GroupCommit>();
        services.AddHostedService<SchemaPreparation>();
        return services;
    }
}
