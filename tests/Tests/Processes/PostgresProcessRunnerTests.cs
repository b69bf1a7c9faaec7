using Tests.Storage;

namespace Tests.Processes;

public sealed class PostgresProcessRunnerTests : ProcessRunnerContract
{
    private protected override Task<TestDatabase> CreateAsync() => TestDatabase.CreatePostgresAsync();
}
