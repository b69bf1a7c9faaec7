using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Hub.Storage;

/// <summary>The hub's tables on PostgreSQL.</summary>
internal sealed class PostgresHubDb(DbContextOptions<PostgresHubDb> options) : HubDb(options)
{
    public static void Configure(NpgsqlDbContextOptionsBuilder options) => options.SetPostgresVersion(15, 0);

    public static DbContextOptions<PostgresHubDb> Configure(DbContextOptionsBuilder<PostgresHubDb> options) =>
        options.UseSnakeCaseNamingConvention().Options;
}
