using Hub.Processes;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;
using static Tests.Engine.BpmnText;

namespace Tests.Processes;

/// <summary>Messages that a group must not overlook, whatever it knows of them without asking.</summary>
public abstract partial class ProcessRunnerContract
{
    private static readonly string OneThenTwo =
        $"<bpmn:startEvent id=\"s\"/><bpmn:intermediateCatchEvent id=\"first\">{MessageRef("one")}</bpmn:intermediateCatchEvent>"
        + $"<bpmn:intermediateCatchEvent id=\"then\">{MessageRef("two")}</bpmn:intermediateCatchEvent>"
        + Flows("f0:s->first", "f1:first->then");

    [Fact]
    public async Task A_second_wait_hears_what_was_kept_before_the_group()
    {
        await DeployAsync(OneThenTwo, Message("one", "=key") + Message("two", "=key"));
        var id = await TogetherAsync(session => Begin(session, ("key", "k1")));
        await TogetherAsync(session => Publish(session, "two", "k1"));

        await TogetherAsync(session => Publish(session, "one", "k1"));

        Assert.Equal(InstanceStatus.Completed, (await InstanceAsync(id)).Status);
        Assert.All(await MessagesAsync(), m => Assert.Equal("|p|", m.TakenBy));
    }

    [Fact]
    public async Task A_second_wait_hears_what_the_group_itself_has_published()
    {
        await DeployAsync(OneThenTwo, Message("one", "=key") + Message("two", "=key"));
        var id = await TogetherAsync(session => Begin(session, ("key", "k1")));

        await TogetherAsync(session => Publish(session, "two", "k1") && Publish(session, "one", "k1"));

        Assert.Equal(InstanceStatus.Completed, (await InstanceAsync(id)).Status);
        Assert.All(await MessagesAsync(), m => Assert.Equal("|p|", m.TakenBy));
    }

    [Fact]
    public async Task A_key_made_in_the_group_hears_what_the_group_has_published()
    {
        await DeployAsync(Catching, Message("paid", "=key"));

        var id = await TogetherAsync(session =>
        {
            var key = session.NewId().ToString();
            Publish(session, "paid", key);
            return Begin(session, ("key", key));
        });

        Assert.Equal(InstanceStatus.Completed, (await InstanceAsync(id)).Status);
    }

    [Fact]
    public async Task What_one_process_has_had_another_still_hears()
    {
        await DeployAsync(Catching, Message("paid", "=key"), process: "other");
        await DeployAsync(OneThenPaid, Message("one", "=key") + Message("paid", "=key"));
        var id = await TogetherAsync(session => Begin(session, ("key", "k1")));
        await TogetherAsync(session => BeginOf("other", session, ("key", "k1")));
        await TogetherAsync(session => Publish(session, "paid", "k1"));

        await TogetherAsync(session => Publish(session, "one", "k1"));

        Assert.Equal(InstanceStatus.Completed, (await InstanceAsync(id)).Status);
        Assert.Equal("|other|p|", (await MessagesAsync()).Single(m => m.Name == "paid").TakenBy);
    }

    [Fact]
    public async Task A_message_heard_before_is_not_heard_again_while_its_process_waits_for_another()
    {
        await DeployAsync(OneThenTwo.Replace("two", "one", StringComparison.Ordinal), Message("one", "=key"));
        var id = await TogetherAsync(session => Begin(session, ("key", "k1")));
        await TogetherAsync(session => Publish(session, "one", "k1"));

        await TogetherAsync(session => Publish(session, "one", "k1"));

        var instance = await InstanceAsync(id);
        Assert.Equal((InstanceStatus.Active, 2), (instance.Status, instance.Version));
        Assert.Single(await MessagesAsync());
    }

    [Fact]
    public async Task An_id_may_be_used_again_when_its_message_has_expired()
    {
        await DeployAsync(Catching, Message("paid", "=key"));
        await TogetherAsync(session => Publish(session, "paid", "k1"));
        clock.AdvanceTo(Morning.AddDays(2));
        var id = await TogetherAsync(session => Begin(session, ("key", "k1")));

        await TogetherAsync(session => Publish(session, "paid", "k1"));

        Assert.Equal(InstanceStatus.Completed, (await InstanceAsync(id)).Status);
        Assert.Single(await MessagesAsync());
    }

    [Fact]
    public async Task Kept_messages_are_heard_in_the_order_in_which_they_were_published()
    {
        await DeployAsync(Catching, Message("paid", "=key"));
        await TogetherAsync(session =>
        {
            foreach (var id in (string[])["late", "early", "between"])
            {
                session.Processes.Publish("paid", "k1", FeelContext.Empty, id, TimeSpan.FromDays(1));
            }

            return true;
        });

        await TogetherAsync(session => Begin(session, ("key", "k1")));

        Assert.Equal("late", (await MessagesAsync()).Single(m => m.TakenBy != "|").MessageId);
    }

    [Fact]
    public async Task A_message_on_its_way_to_an_instance_that_ends_is_kept_for_the_next()
    {
        await DeployAsync(
            $"<bpmn:startEvent id=\"s\"/><bpmn:parallelGateway id=\"both\"/>"
                + $"<bpmn:intermediateCatchEvent id=\"stop\">{MessageRef("stop")}</bpmn:intermediateCatchEvent>"
                + "<bpmn:endEvent id=\"over\"><bpmn:terminateEventDefinition/></bpmn:endEvent>"
                + $"<bpmn:intermediateCatchEvent id=\"paid\">{MessageRef("paid")}</bpmn:intermediateCatchEvent>"
                + Flows("f0:s->both", "f1:both->stop", "f2:stop->over", "f3:both->paid"),
            Message("stop", "=stopKey") + Message("paid", "=key")
        );
        await TogetherAsync(session => Begin(session, ("key", "k1"), ("stopKey", "s1")));
        await PublishAsync("stop", "s1", TimeSpan.Zero);
        await PublishAsync("paid", "k1", TimeSpan.FromDays(1));

        while ((await oneByOne.RunBatchAsync(Ct)).Triggers > 0)
        {
            // The instance ends before the second message is heard.
        }

        Assert.NotEqual(InstanceStatus.Active, (await InstancesAsync()).Single());
        Assert.Contains(await MessagesAsync(), m => m is { Name: "paid", TakenBy: "|" });
    }

    private static string OneThenPaid => OneThenTwo.Replace("two", "paid", StringComparison.Ordinal);

    private Task<List<BufferedMessage>> MessagesAsync() =>
        store.ReadAsync(db => db.BufferedMessages.ToListAsync(Ct));
}
