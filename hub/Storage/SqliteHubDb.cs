using Microsoft.EntityFrameworkCore;

namespace Hub.Storage;

/// <summary>The hub's tables on SQLite.</summary>
internal sealed class SqliteHubDb(DbContextOptions<SqliteHubDb> options) : HubDb(options)
{
    public static DbContextOptions<SqliteHubDb> Configure(DbContextOptionsBuilder<SqliteHubDb> options) =>
        options.UseSnakeCaseNamingConvention().Options;
}
