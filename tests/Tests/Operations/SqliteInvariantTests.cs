using Tests.Storage;

namespace Tests.Operations;

public sealed class SqliteInvariantTests(SqliteWellHub hub)
    : InvariantContract(hub),
        IClassFixture<SqliteWellHub>;

public sealed class SqliteWellHub : WellHub
{
    private protected override Task<TestDatabase> CreateAsync() => TestDatabase.CreateSqliteAsync();
}
