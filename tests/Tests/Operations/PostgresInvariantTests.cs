using Tests.Storage;

namespace Tests.Operations;

public sealed class PostgresInvariantTests(PostgresWellHub hub)
    : InvariantContract(hub),
        IClassFixture<PostgresWellHub>;

public sealed class PostgresWellHub : WellHub
{
    private protected override Task<TestDatabase> CreateAsync() => TestDatabase.CreatePostgresAsync();
}
