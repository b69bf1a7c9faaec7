using Tests.Storage;

namespace Tests.Processes;

public sealed class SqliteProcessRunnerTests : ProcessRunnerContract
{
    private protected override Task<TestDatabase> CreateAsync() => TestDatabase.CreateSqliteAsync();
}
