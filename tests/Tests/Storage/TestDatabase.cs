using Hub.Operations;
using Hub.Storage;
using Npgsql;

namespace Tests.Storage;

/// <summary>
/// An empty hub database for one test class: a temporary SQLite file, or a database of its own on the PostgreSQL that
/// `./test` started (HUB_TEST_POSTGRES).
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private const string PostgresVariable = "HUB_TEST_POSTGRES";
    private readonly Func<ValueTask> drop;

    private TestDatabase(string kind, string connectionString, IDatabaseDialect dialect, Func<ValueTask> drop)
    {
        Kind = kind;
        ConnectionString = connectionString;
        Dialect = dialect;
        this.drop = drop;
    }

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string Kind { get; }

    public string ConnectionString { get; }
    public IDatabaseDialect Dialect { get; }
    public Stillness Stillness { get; } = new();

    /// <summary>A store on this database that lives by <paramref name="clock"/>.</summary>
    public HubStore OpenStore(TimeProvider clock) => new(Dialect, clock, new WakeUps(Stillness));

    public static async Task<TestDatabase> CreateSqliteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hub-test-").FullName;
        var connectionString = $"Data Source={Path.Combine(folder, "hub.db")}";
        var dialect = new SqliteDialect(connectionString);
        await PrepareAsync(dialect);
        return new TestDatabase(
            "sqlite",
            connectionString,
            dialect,
            () =>
            {
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                Directory.Delete(folder, recursive: true);
                return ValueTask.CompletedTask;
            }
        );
    }

    /// <summary>Skips the test when there is no PostgreSQL to test on.</summary>
    public static async Task<TestDatabase> CreatePostgresAsync()
    {
        var server = Environment.GetEnvironmentVariable(PostgresVariable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(server),
            $"{PostgresVariable} is not set; ./test starts a server and sets it."
        );
        var name = "hub_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(server!, $"create database {name}");
        var connectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
        var dialect = new PostgresDialect(connectionString);
        await PrepareAsync(dialect);
        return new TestDatabase(
            "postgres",
            connectionString,
            dialect,
            async () => await ExecuteAsync(server!, $"drop database {name} with (force)")
        );
    }

    /// <summary>The same database as another process sees it; it goes away with the first.</summary>
    public TestDatabase AsAnotherNode() =>
        new(
            Kind,
            ConnectionString,
            Kind == "postgres" ? new PostgresDialect(ConnectionString) : new SqliteDialect(ConnectionString),
            () => ValueTask.CompletedTask
        );

    public async ValueTask DisposeAsync()
    {
        await Dialect.DisposeAsync();
        await drop();
    }

    private static async Task PrepareAsync(IDatabaseDialect dialect) =>
        await new SchemaPreparation(dialect).StartAsync(CancellationToken.None);

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
