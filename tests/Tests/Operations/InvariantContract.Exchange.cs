using Hub.Orders;
using Hub.Shipping;
using Microsoft.EntityFrameworkCore;

namespace Tests.Operations;

/// <summary>I5 to I9: papers, letters, files and what is kept of them.</summary>
public abstract partial class InvariantContract
{
    [Fact]
    public async Task I5_a_document_declared_void_that_nothing_replaces()
    {
        var found = await hub.FindAsync(db =>
            db.DocumentIssues.ExecuteUpdateAsync(
                set => set.SetProperty(i => i.VoidedAt, CheckedHub.Begin),
                Ct
            )
        );

        Assert.Equal(["I4", "I5"], found.Broken);
    }

    [Fact]
    public async Task I5_a_document_the_bureau_never_issued()
    {
        var found = await hub.FindAsync(db =>
            db.DocumentIssues.ExecuteUpdateAsync(set => set.SetProperty(i => i.Copies, 1), Ct)
        );

        // One copy less than was paid for: the money for it may not be kept either.
        Assert.Equal(["I4", "I5"], found.Broken);
    }

    [Fact]
    public async Task I6_a_letter_in_no_manifest()
    {
        var found = await hub.FindAsync(db =>
            db.ManifestLines.ExecuteUpdateAsync(set => set.SetProperty(l => l.State, LineState.Refused), Ct)
        );

        Assert.Equal(["I6"], found.Broken);
    }

    [Fact]
    public async Task I7_archived_bytes_that_are_not_those_sent()
    {
        var found = await hub.FindAsync(db =>
            db.ExchangeFiles.ExecuteUpdateAsync(set => set.SetProperty(f => f.Content, new byte[] { 1 }), Ct)
        );

        Assert.Equal(["I7"], found.Broken);
    }

    [Fact]
    public async Task I7_a_manifest_the_post_received_otherwise()
    {
        var found = await hub.FindAsync(() =>
            hub.Note("post", "manifest", "MAN_CHK-01_20261123_000001_T.csv:0000")
        );

        Assert.Equal(["I7"], found.Broken);
    }

    [Fact]
    public async Task I7_a_number_that_is_missing()
    {
        var found = await hub.FindAsync(async db =>
        {
            const string name = "MAN_CHK-01_20261123_000002_T.csv";
            await db.Manifests.ExecuteUpdateAsync(set => set.SetProperty(m => m.FileName, name), Ct);
            await db.ExchangeFiles.ExecuteUpdateAsync(
                set => set.SetProperty(f => f.Name, name).SetProperty(f => f.Sequence, 2),
                Ct
            );
        });

        Assert.Contains("I7", found.Broken);
        Assert.Contains("number 1 is missing", found.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task I8_an_audit_row_that_was_changed()
    {
        var found = await hub.FindAsync(db =>
            db.OrderEvents.Where(e => e.Number == 2)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Actor, "nobody"), Ct)
        );

        Assert.Equal(["I8"], found.Broken);
    }

    [Fact]
    public async Task I8_a_state_without_an_audit_row()
    {
        var found = await hub.FindAsync(db =>
            db.Orders.Where(o => o.State == OrderState.Paid)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OrderState.Searching), Ct)
        );

        Assert.Equal(["I8"], found.Broken);
    }

    [Fact]
    public async Task I9_a_payload_that_was_changed()
    {
        var found = await hub.FindAsync(db =>
            db.ReceivedPayloads.ExecuteUpdateAsync(
                set => set.SetProperty(p => p.Content, new byte[] { 9 }),
                Ct
            )
        );

        Assert.Equal(["I9"], found.Broken);
    }

    [Fact]
    public async Task I9_a_file_nobody_took()
    {
        var found = await hub.FindAsync(() => hub.LeaveFile("in", "MAC_CHK-01_20261123_000001_T.csv", [1]));

        Assert.Equal(["I9"], found.Broken);
    }
}
