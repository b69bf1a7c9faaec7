using Tests.Storage;

namespace Tests.Shipping;

public sealed class SqliteUnpostableLettersTests : UnpostableLettersContract
{
    private protected override Task<TestDatabase> CreateAsync() => TestDatabase.CreateSqliteAsync();
}
