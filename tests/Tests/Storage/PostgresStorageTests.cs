namespace Tests.Storage;

public sealed class PostgresStorageTests : StorageContract
{
    private protected override Task<TestDatabase> CreateAsync() => TestDatabase.CreatePostgresAsync();
}
