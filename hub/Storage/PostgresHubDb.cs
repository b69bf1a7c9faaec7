using Hub.Processes;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Hub.Storage;

/// <summary>The hub's tables on PostgreSQL.</summary>
internal sealed class PostgresHubDb(DbContextOptions<PostgresHubDb> options) : HubDb(options)
{
    public static void Configure(NpgsqlDbContextOptionsBuilder options) => options.SetPostgresVersion(15, 0);

    public static DbContextOptions<PostgresHubDb> Configure(DbContextOptionsBuilder<PostgresHubDb> options) =>
        options.UseSnakeCaseNamingConvention().Options;

    /// <summary>What the tables that every step of an order goes through need of PostgreSQL (language.md, storage techniques).</summary>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // Room on the page for the next state, so that an update touches no index.
        builder.Entity<ProcessInstance>().HasStorageParameter("fillfactor", 70);
        builder.Entity<WorkItem>().HasStorageParameter("fillfactor", 70);
        // Rows come and go: what is dead is cleared away by its number, not by the size of the table.
        builder.Entity<ProcessTrigger>().HasStorageParameter("autovacuum_vacuum_scale_factor", 0.01);
        builder.Entity<MessageSubscription>().HasStorageParameter("autovacuum_vacuum_scale_factor", 0.01);
        builder.Entity<WorkItem>().HasStorageParameter("autovacuum_vacuum_scale_factor", 0.01);
        // Only the purge asks by time, and messages expire about in the order in which they came.
        builder.Entity<BufferedMessage>().HasIndex(m => m.ExpiresAt).HasMethod("brin");
    }
}
