using Hub.Processes;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Tests.Operations;

/// <summary>I10 to I14: intentions, timers, processes and what the portal is told.</summary>
public abstract partial class InvariantContract
{
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
}
