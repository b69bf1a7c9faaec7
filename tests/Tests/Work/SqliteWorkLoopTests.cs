using Tests.Storage;

namespace Tests.Work;

public sealed class SqliteWorkLoopTests : WorkLoopContract
{
    private protected override Task<TestDatabase> CreateAsync() => TestDatabase.CreateSqliteAsync();
}
