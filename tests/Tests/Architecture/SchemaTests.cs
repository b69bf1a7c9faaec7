using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Tests.Architecture;

/// <summary>Both databases are what the model says.</summary>
public sealed class SchemaTests
{
    private static readonly string Migrations = Path.Combine(Repository.Root, "hub", "Storage", "Migrations");

    [Fact]
    public async Task The_migrations_of_SQLite_match_the_model()
    {
        await using var dialect = new SqliteDialect("Data Source=:memory:");

        AssertCurrent(dialect);
    }

    [Fact]
    public async Task The_migrations_of_PostgreSQL_match_the_model()
    {
        // Nothing is connected to: model and migrations are compared in memory.
        await using var dialect = new PostgresDialect("Host=127.0.0.1;Database=none");

        AssertCurrent(dialect);
    }

    private static void AssertCurrent(IDatabaseDialect dialect)
    {
        using var db = dialect.CreateDb(null);
        if (!Directory.Exists(Migrations))
        {
            // Before the first release the model itself is the schema.
            Assert.Empty(db.Database.GetMigrations());
            return;
        }

        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.False(db.Database.HasPendingModelChanges(), "The model has changed since the last migration.");
    }
}
