using Hub.Operations.Invariants;
using Hub.Payments;
using Hub.Processes;
using Microsoft.EntityFrameworkCore;

namespace Tests.Operations;

/// <summary>Every invariant is silent on a database in which all is well, and finds its violation when one thing is broken.</summary>
public abstract partial class InvariantContract(WellHub well) : IAsyncLifetime
{
    private CheckedHub hub = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => hub = await well.OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Where_all_is_well_nothing_is_found_and_nothing_is_left_out()
    {
        var found = await hub.FindAsync(() => { });

        Assert.True(found.Broken.Count == 0, found.Report);
        Assert.All(found.Results, r => Assert.Null(Assert.IsType<Verdict.Counted>(r.Verdict).Left));
    }

    [Fact]
    public async Task I1_an_acknowledged_order_that_is_not_there()
    {
        var found = await hub.FindAsync(() =>
            hub.Note("portal", "order", "key-9", new { id = Guid.Empty, trackingNumber = "CASA-2026-000009" })
        );

        Assert.Equal(["I1"], found.Broken);
    }

    [Fact]
    public async Task I1_an_order_nobody_works_on()
    {
        var found = await hub.FindAsync(db =>
            db.ProcessInstances.ExecuteUpdateAsync(
                set => set.SetProperty(i => i.Status, InstanceStatus.Terminated),
                Ct
            )
        );

        Assert.Equal(["I1"], found.Broken);
    }

    [Fact]
    public async Task I2_one_key_answered_with_two_orders()
    {
        var order = hub.Waiting.Order;

        var found = await hub.FindAsync(() =>
            hub.Note("portal", "order", "key-1", new { id = order.Id, trackingNumber = order.TrackingNumber })
        );

        Assert.Equal(["I2"], found.Broken);
    }

    [Fact]
    public async Task I3_money_taken_twice()
    {
        var found = await hub.FindAsync(db =>
        {
            db.Ledger.Add(Capture(hub.Waiting.Attempt, "captured:again"));
            return Task.CompletedTask;
        });

        Assert.Equal(["I3"], found.Broken);
    }

    [Fact]
    public async Task I3_a_second_payment_that_stays()
    {
        var second = new PaymentAttempt
        {
            Id = Guid.CreateVersion7(),
            OrderId = hub.Waiting.Order.Id,
            Number = 2,
            Oid = "second",
            Method = "card",
            AmountCentimes = 5_000,
            State = AttemptState.Captured,
        };

        var found = await hub.FindAsync(db =>
        {
            db.AddRange(second, Capture(second, "captured:second"));
            hub.Note("gateway", "capture", "second", new { amountCentimes = 5_000 });
            return Task.CompletedTask;
        });

        Assert.Equal(["I3"], found.Broken);
        Assert.Contains("paid 2 times", found.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task I3_a_payment_the_gateway_never_heard_of()
    {
        var found = await hub.FindAsync(() => File.Delete(Path.Combine(hub.JournalFolder, "gateway.jsonl")));

        Assert.Equal(["I3"], found.Broken);
    }

    [Fact]
    public async Task I4_money_kept_for_nothing()
    {
        var found = await hub.FindAsync(db => db.DocumentIssues.ExecuteDeleteAsync(Ct));

        Assert.Equal(["I4"], found.Broken);
    }

    [Fact]
    public async Task I4_money_given_back_that_nobody_decided()
    {
        var found = await hub.FindAsync(() =>
            hub.Note("gateway", "void", hub.Waiting.Attempt.Oid, new { amountCentimes = 5_000 })
        );

        Assert.Equal(["I3", "I4", "I11"], found.Broken);
    }

    [Fact]
    public async Task The_command_prints_a_line_each_and_ends_with_1_when_one_is_broken()
    {
        string[] arguments =
        [
            "check",
            "--db",
            hub.Database,
            "--journals",
            hub.JournalFolder,
            "--files",
            hub.FileFolder,
        ];
        await using var before = new StringWriter();
        await using var after = new StringWriter();

        var all = await CheckCommand.RunAsync(arguments, before, Ct);
        var broken = 0;
        await hub.FindAsync(async _ =>
        {
            hub.Note("sms", "sms", "sms:9");
            broken = await CheckCommand.RunAsync(arguments, after, Ct);
        });

        Assert.Equal((0, 1), (all, broken));
        Assert.Equal(
            14,
            before
                .ToString()
                .Split('\n')
                .Count(l => l.StartsWith('I') && l.Contains("  0  ", StringComparison.Ordinal))
        );
        Assert.Contains("- sms: sms sms:9 was not intended", after.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_journals_the_command_says_what_it_left_out()
    {
        await using var output = new StringWriter();

        var code = await CheckCommand.RunAsync(["check", "--db", hub.Database], output, Ct);

        Assert.Equal(0, code);
        Assert.Contains("(skipped: no journals)", output.ToString(), StringComparison.Ordinal);
    }

    private static LedgerEntry Capture(PaymentAttempt attempt, string key) =>
        LedgerEntry.Create(
            Guid.CreateVersion7(),
            DateTimeOffset.UnixEpoch,
            attempt,
            LedgerKind.Captured,
            key,
            [
                Posting.Debit(LedgerAccount.Provider, attempt.AmountCentimes),
                Posting.Credit(LedgerAccount.Payer, attempt.AmountCentimes),
            ]
        );
}
