namespace Tests.Storage;

public sealed class SqliteStorageTests : StorageContract
{
    private protected override Task<TestDatabase> CreateAsync() => TestDatabase.CreateSqliteAsync();
}
