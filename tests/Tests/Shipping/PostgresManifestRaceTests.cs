using Tests.Storage;

namespace Tests.Shipping;

public sealed class PostgresManifestRaceTests : ManifestRaceContract
{
    private protected override Task<TestDatabase> CreateAsync() => TestDatabase.CreatePostgresAsync();
}
