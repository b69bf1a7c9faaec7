using Tests.Storage;

namespace Tests.Work;

public sealed class PostgresWorkLoopTests : WorkLoopContract
{
    private protected override Task<TestDatabase> CreateAsync() => TestDatabase.CreatePostgresAsync();
}
