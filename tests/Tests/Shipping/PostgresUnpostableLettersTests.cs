using Tests.Storage;

namespace Tests.Shipping;

public sealed class PostgresUnpostableLettersTests : UnpostableLettersContract
{
    private protected override Task<TestDatabase> CreateAsync() => TestDatabase.CreatePostgresAsync();
}
