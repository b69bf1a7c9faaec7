using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Hub.Storage;

/// <summary>Lets `dotnet ef migrations add` build the PostgreSQL model without a server.</summary>
internal sealed class PostgresHubDbFactory : IDesignTimeDbContextFactory<PostgresHubDb>
{
    public PostgresHubDb CreateDbContext(string[] args) =>
        new(
            PostgresHubDb.Configure(
                new DbContextOptionsBuilder<PostgresHubDb>().UseNpgsql("Host=none", PostgresHubDb.Configure)
            )
        );
}
