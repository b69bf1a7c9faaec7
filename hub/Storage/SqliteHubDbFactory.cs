using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Hub.Storage;

/// <summary>Lets `dotnet ef migrations add` build the SQLite model without a file.</summary>
internal sealed class SqliteHubDbFactory : IDesignTimeDbContextFactory<SqliteHubDb>
{
    public SqliteHubDb CreateDbContext(string[] args) =>
        new(
            SqliteHubDb.Configure(
                new DbContextOptionsBuilder<SqliteHubDb>().UseSqlite("Data Source=:memory:")
            )
        );
}
