using System.Text;
using Adapters.Exchange;

namespace Tests.Exchange;

/// <summary>What every drop area does alike, near or far.</summary>
public abstract class DropAreaContract
{
    private const string Name = "REQ_CHK-01_20261123_000001_P.csv";
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("record;request_id\r\nT;0\r\n");

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The area under test, and the folder of this machine behind it.</summary>
    private protected abstract (IDropArea Area, string Folder) Open();

    [Fact]
    public async Task A_file_that_is_put_has_its_content_and_its_seal()
    {
        var (area, folder) = Open();

        await area.PutAsync("out", Name, Content, 3, Ct);

        Assert.Equal(Content, await File.ReadAllBytesAsync(Path.Combine(folder, "out", Name), Ct));
        var seal = FileSeal.Parse(
            await File.ReadAllBytesAsync(Path.Combine(folder, "out", Name + ".ok"), Ct)
        );
        Assert.Equal(FileSeal.Of(Content, 3), seal);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "out"), "*.part"));
        Assert.Equal(
            DropState.Complete,
            await area.FindAsync("out", Name, FileSeal.Of(Content, 3).Sha256, Ct)
        );
    }

    [Fact]
    public async Task Putting_the_same_file_again_changes_nothing()
    {
        var (area, folder) = Open();
        await area.PutAsync("out", Name, Content, 3, Ct);
        var written = File.GetLastWriteTimeUtc(Path.Combine(folder, "out", Name));

        await area.PutAsync("out", Name, Content, 3, Ct);

        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(folder, "out", Name)));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_never_overwritten()
    {
        var (area, folder) = Open();
        await area.PutAsync("out", Name, Content, 3, Ct);

        await Assert.ThrowsAsync<DropConflictException>(() =>
            area.PutAsync("out", Name, new byte[] { 1, 2 }, 1, Ct)
        );

        Assert.Equal(Content, await File.ReadAllBytesAsync(Path.Combine(folder, "out", Name), Ct));
        Assert.Equal(DropState.Different, await area.FindAsync("out", Name, new string('0', 64), Ct));
    }

    [Fact]
    public async Task An_interrupted_write_is_partial_and_completed_by_writing_again()
    {
        var (area, folder) = Open();
        Directory.CreateDirectory(Path.Combine(folder, "out"));
        await File.WriteAllBytesAsync(
            Path.Combine(folder, "out", Name + ".part"),
            Content.AsMemory(0, 5),
            Ct
        );
        var hash = FileSeal.Of(Content, 3).Sha256;

        Assert.Equal(DropState.Partial, await area.FindAsync("out", Name, hash, Ct));
        await area.PutAsync("out", Name, Content, 3, Ct);

        Assert.Equal(DropState.Complete, await area.FindAsync("out", Name, hash, Ct));
    }

    [Fact]
    public async Task Files_are_listed_with_their_seals_and_what_lies_beside_them_is_not()
    {
        var (area, folder) = Open();
        var inbox = Path.Combine(folder, "in");
        Directory.CreateDirectory(inbox);
        const string sealedName = "ANS_CHK-01_20261123_000001_P.csv";
        const string unsealed = "ANS_CHK-01_20261123_000002_P.csv";
        await File.WriteAllBytesAsync(Path.Combine(inbox, sealedName), Content, Ct);
        await File.WriteAllBytesAsync(
            Path.Combine(inbox, sealedName + ".ok"),
            FileSeal.Of(Content, 0).ToBytes(),
            Ct
        );
        await File.WriteAllBytesAsync(Path.Combine(inbox, unsealed), Content, Ct);
        await File.WriteAllBytesAsync(
            Path.Combine(inbox, "ANS_CHK-01_20261123_000003_P.csv.part"),
            Content,
            Ct
        );
        const string strange = "نص 1.csv";
        await File.WriteAllBytesAsync(Path.Combine(inbox, strange), Content, Ct);

        var drops = await area.ListAsync("in", Ct);

        Assert.Equal(
            [(sealedName, true), (unsealed, true), (strange, false)],
            drops.Select(d => (d.Name, d.HasSafeName))
        );
        Assert.Equal(FileSeal.Of(Content, 0), drops[0].Seal);
        Assert.Null(drops[1].Seal);
        Assert.Equal(Content, await area.ReadAsync(drops[0], 1000, Ct));
        Assert.Null(await area.ReadAsync(drops[0], 3, Ct));
    }

    [Fact]
    public async Task A_moved_file_takes_its_seal_along_and_moving_it_again_is_no_error()
    {
        var (area, folder) = Open();
        await area.PutAsync("in", Name, Content, 0, Ct);
        var drop = Assert.Single(await area.ListAsync("in", Ct));

        await area.MoveAsync(drop, "archive", Ct);
        await area.MoveAsync(drop, "archive", Ct);

        Assert.Empty(await area.ListAsync("in", Ct));
        Assert.True(File.Exists(Path.Combine(folder, "archive", Name)));
        Assert.True(File.Exists(Path.Combine(folder, "archive", Name + ".ok")));
    }

    [Fact]
    public async Task A_deleted_file_takes_everything_beside_it_along_and_deleting_it_again_is_no_error()
    {
        var (area, folder) = Open();
        using var body = FileBody.Of(Content);
        await area.PutAsync("in", Name, body, 0, new PossibleDuplicate(2, DateTimeOffset.UnixEpoch), Ct);

        await area.DeleteAsync("in", Name, Ct);
        await area.DeleteAsync("in", Name, Ct);

        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "in")));
    }

    [Fact]
    public async Task A_trial_names_every_step_with_its_time_and_leaves_nothing_behind()
    {
        var (area, folder) = Open();
        Directory.CreateDirectory(folder);
        using var body = FileBody.Of(Content);

        var trial = await area.TryAsync("TEST-1.txt", body, Ct);

        Assert.True(trial.IsGood, string.Join("; ", trial.Steps.Select(s => $"{s.Name}: {s.Error}")));
        Assert.Equal(
            ["connect", "write", "rename", "list", "read", "delete"],
            trial.Steps.Select(s => s.Name)
        );
        Assert.All(trial.Steps, step => Assert.True(step.Took >= TimeSpan.Zero));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "test")));
    }

    [Fact]
    public async Task A_large_file_travels_both_ways_unchanged()
    {
        var (area, _) = Open();
        var large = new byte[(3 * SpoolStream.MaxInMemory) + 17];
        new Random(7).NextBytes(large);

        await area.PutAsync("in", Name, large, 1, Ct);
        var drop = Assert.Single(await area.ListAsync("in", Ct));

        Assert.Equal(large, await area.ReadAsync(drop, 1 << 24, Ct));
    }

    [Fact]
    public async Task A_name_that_leaves_its_folder_is_a_bug()
    {
        var (area, _) = Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            area.PutAsync("out", "../x.csv", Content, 0, Ct)
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() => area.ListAsync("..", Ct));
    }
}
