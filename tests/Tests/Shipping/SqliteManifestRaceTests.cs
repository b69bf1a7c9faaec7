using Tests.Storage;

namespace Tests.Shipping;

public sealed class SqliteManifestRaceTests : ManifestRaceContract
{
    private protected override Task<TestDatabase> CreateAsync() => TestDatabase.CreateSqliteAsync();
}
