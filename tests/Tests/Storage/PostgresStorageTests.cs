using Hub.Storage;
using Npgsql;

namespace Tests.Storage;

public sealed class PostgresStorageTests : StorageContract
{
    [Fact]
    public async Task A_connection_that_ends_at_the_commit_leaves_it_in_doubt_and_nothing_is_tried_again()
    {
        await using var database = await CreateAsync();
        var store = database.OpenStore(TimeProvider.System);
        var tries = 0;

        await Assert.ThrowsAsync<CommitInDoubtException>(() =>
            store.WriteAsync(
                async session =>
                {
                    tries++;
                    await using var who = session.CreateCommand("select pg_backend_pid()");
                    var backend = (int)(await who.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
                    await EndAsync(database.ConnectionString, backend);
                },
                TestContext.Current.CancellationToken
            )
        );

        Assert.Equal(1, tries);
    }

    private protected override Task<TestDatabase> CreateAsync() => TestDatabase.CreatePostgresAsync();

    private static async Task EndAsync(string connectionString, int backend)
    {
        await using var other = new NpgsqlConnection(connectionString);
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var end = new NpgsqlCommand($"select pg_terminate_backend({backend}, 5000)", other);
        await end.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
