using Hub.Operations.Invariants;
using Hub.Orders;
using Hub.Payments;
using Hub.Processes;
using Hub.Shipping;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Tests.Operations;

/// <summary>Every invariant is silent on a database in which all is well, and finds its violation when one thing is broken.</summary>
public abstract class InvariantContract(WellHub well) : IAsyncLifetime
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

        Assert.Equal(["I5"], found.Broken);
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

    [Fact]
    public async Task I10_an_intention_nobody_looks_after()
    {
        var found = await hub.FindAsync(db =>
            db.Effects.Where(e => e.Type == "send-sms")
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.State, EffectState.InDoubt), Ct)
        );

        Assert.Equal(["I10"], found.Broken);
    }

    [Fact]
    public async Task I10_a_message_nobody_intended()
    {
        var found = await hub.FindAsync(() => hub.Note("sms", "sms", "sms:9"));

        Assert.Equal(["I10"], found.Broken);
    }

    [Fact]
    public async Task I11_the_same_letter_handed_in_twice()
    {
        var found = await hub.FindAsync(() => hub.Note("post", "item", SeededOrder.Item));

        Assert.Equal(["I11"], found.Broken);
    }

    [Fact]
    public async Task I11_a_repetition_the_partner_recognised_is_none()
    {
        var found = await hub.FindAsync(() => hub.Note("post", "item", SeededOrder.Item, repeated: true));

        Assert.Empty(found.Broken);
    }

    [Fact]
    public async Task I12_a_timer_that_was_lost()
    {
        var found = await hub.FindAsync(db =>
            db.ProcessTriggers.Where(t => t.Kind == TriggerKind.TimerFired).ExecuteDeleteAsync(Ct)
        );

        Assert.Contains("I12", found.Broken);
        Assert.Contains("waits for the timer 'sleep'", found.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task I12_something_that_is_overdue()
    {
        var found = await hub.FindAsync(db =>
            db.ProcessTriggers.ExecuteUpdateAsync(
                set => set.SetProperty(t => t.DueAt, CheckedHub.Begin.AddHours(-1)),
                Ct
            )
        );

        Assert.Equal(["I12"], found.Broken);
    }

    [Fact]
    public async Task I13_a_process_that_waits_for_nothing()
    {
        var found = await hub.FindAsync(db => db.MessageSubscriptions.ExecuteDeleteAsync(Ct));

        Assert.Equal(["I13"], found.Broken);
        Assert.Contains("stands at 'hear'", found.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task I14_an_event_that_is_missing_from_the_log()
    {
        var last = hub.Delivered.Order.Id;

        var found = await hub.FindAsync(db =>
            db.PortalEvents.Where(e => e.OrderId == last && e.Type == "order.delivered")
                .ExecuteDeleteAsync(Ct)
        );

        Assert.Equal(["I14"], found.Broken);
    }

    [Fact]
    public async Task I14_a_portal_that_believes_something_else()
    {
        var found = await hub.FindAsync(() =>
            hub.Note(
                "portal",
                "webhook",
                "evt_3",
                new
                {
                    orderId = hub.Delivered.Order.Id,
                    phase = "returned",
                    sequence = 4,
                }
            )
        );

        Assert.Equal(["I14"], found.Broken);
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
        new()
        {
            Id = Guid.CreateVersion7(),
            Key = key,
            OrderId = attempt.OrderId,
            AttemptId = attempt.Id,
            Kind = LedgerKind.Captured,
            AmountCentimes = attempt.AmountCentimes,
        };
}
