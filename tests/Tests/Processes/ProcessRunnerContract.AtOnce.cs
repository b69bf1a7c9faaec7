using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;
using static Tests.Engine.BpmnText;

namespace Tests.Processes;

/// <summary>Instances that move in the very transaction that moves them, before any runner has looked.</summary>
public abstract partial class ProcessRunnerContract
{
    [Fact]
    public async Task What_a_group_begins_and_tells_is_done_when_the_group_is_committed()
    {
        await DeployAsync(Catching, Message("paid", "=key"));

        var id = await TogetherAsync(session => Begin(session, ("key", "k1")));
        await TogetherAsync(session => Publish(session, "paid", "k1"));

        var instance = await InstanceAsync(id);
        Assert.Equal((InstanceStatus.Completed, 2), (instance.Status, instance.Version));
        Assert.Equal(0, await CountAsync(db => db.ProcessTriggers));
        Assert.Equal(0, await CountAsync(db => db.MessageSubscriptions));
        Assert.Equal(2, await CountAsync(db => db.ProcessHistory));
    }

    [Fact]
    public async Task A_wait_that_a_group_opens_hears_what_came_too_early()
    {
        await DeployAsync(Catching, Message("paid", "=key"));
        await TogetherAsync(session => Publish(session, "paid", "k1"));

        var id = await TogetherAsync(session => Begin(session, ("key", "k1")));

        var instance = await InstanceAsync(id);
        Assert.Equal((InstanceStatus.Completed, 2), (instance.Status, instance.Version));
        Assert.Equal(2, await CountAsync(db => db.ProcessHistory));
        Assert.Equal(0, await CountAsync(db => db.ProcessTriggers));
    }

    [Fact]
    public async Task A_message_published_twice_in_a_group_is_heard_once_and_kept_once()
    {
        await DeployAsync(Catching, Message("paid", "=key"));
        var first = await TogetherAsync(session => Begin(session, ("key", "k1")));

        await TogetherAsync(session =>
        {
            Publish(session, "paid", "k1");
            return Publish(session, "paid", "k1");
        });
        var second = await TogetherAsync(session => Begin(session, ("key", "k1")));
        await RunAsync();

        Assert.Equal(InstanceStatus.Completed, (await InstanceAsync(first)).Status);
        Assert.Equal(InstanceStatus.Active, (await InstanceAsync(second)).Status);
        Assert.Equal(1, await CountAsync(db => db.BufferedMessages));
    }

    [Fact]
    public async Task An_instance_that_has_something_older_to_hear_is_left_to_the_runner()
    {
        await DeployAsync(
            $"<bpmn:startEvent id=\"s\"/><bpmn:intermediateCatchEvent id=\"first\">{MessageRef("one")}</bpmn:intermediateCatchEvent>"
                + $"<bpmn:intermediateCatchEvent id=\"then\">{MessageRef("two")}</bpmn:intermediateCatchEvent>"
                + Flows("f0:s->first", "f1:first->then"),
            Message("one", "=key") + Message("two", "=key")
        );
        var id = await TogetherAsync(session => Begin(session, ("key", "k1")));
        await PublishAsync("one", "k1", TimeSpan.Zero);

        await TogetherAsync(session => Publish(session, "two", "k1"));
        var before = await InstanceAsync(id);
        await RunAsync();
        var after = await InstanceAsync(id);

        Assert.Equal((InstanceStatus.Active, 1), (before.Status, before.Version));
        Assert.Equal((InstanceStatus.Completed, 3), (after.Status, after.Version));
    }

    [Fact]
    public async Task A_step_that_breaks_in_a_group_harms_nobody_and_is_left_to_the_runner()
    {
        await DeployAsync("<bpmn:startEvent id=\"s\"/>" + Service("test-step") + Flows("f0:s->test-step"));
        step.BreakFor = "poison";

        var both = await Task.WhenAll(
            TogetherAsync(session => Begin(session, ("who", "poison"))),
            TogetherAsync(session => Begin(session, ("who", "healthy")))
        );
        Assert.Equal(InstanceStatus.Active, (await InstanceAsync(both[0])).Status);
        step.BreakFor = null;
        await RunAsync();

        Assert.Equal([InstanceStatus.Completed, InstanceStatus.Completed], await InstancesAsync());
        Assert.Equal(2, await store.ReadAsync(db => db.Counters.Select(c => c.Value).SingleAsync(Ct)));
    }

    [Fact]
    public async Task What_a_step_begins_in_a_group_begins()
    {
        await DeployAsync("<bpmn:startEvent id=\"s\"/>" + Flows(), process: "next");
        await DeployAsync("<bpmn:startEvent id=\"s\"/>" + Service("test-step") + Flows("f0:s->test-step"));
        step.Begins = () => catalogue.Latest("next")!;

        await TogetherAsync(session => Begin(session));
        await RunAsync();

        Assert.Equal([InstanceStatus.Completed, InstanceStatus.Completed], await InstancesAsync());
    }

    private Task<T> TogetherAsync<T>(Func<WriteSession, T> work) =>
        together.WriteAsync(session => Task.FromResult(work(session)), Ct);

    private Guid Begin(WriteSession session, params (string Name, FeelValue Value)[] variables) =>
        BeginOf("p", session, variables);

    private Guid BeginOf(
        string process,
        WriteSession session,
        params (string Name, FeelValue Value)[] variables
    )
    {
        var latest = catalogue.Latest(process)!;
        var context = FeelContext.Of(variables.Select(v => KeyValuePair.Create(v.Name, v.Value)));
        return session.Processes.Start(latest.Id, latest.Key, null, context);
    }

    private static bool Publish(WriteSession session, string name, string key)
    {
        session.Processes.Publish(name, key, FeelContext.Empty, $"{name}-{key}", TimeSpan.FromDays(1));
        return true;
    }

    private Task<int> CountAsync<T>(Func<HubDb, IQueryable<T>> rows) =>
        store.ReadAsync(db => rows(db).CountAsync(Ct));
}
