using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>An event subprocess: it begins inside the scope that its event came to (R13–R16).</summary>
internal sealed class EventSubProcessBehavior : IElementBehavior
{
    /// <summary>It is set up: it listens for the event subprocesses in it. Its start event begins it.</summary>
    public void Enter(Execution execution, ElementInstance instance) =>
        Waits.Open(execution, instance, execution.EventStartsOf(instance));

    public void Reopen(Execution execution, ElementInstance instance) { }

    /// <summary>
    /// The event came to <paramref name="scope"/>. An interrupting one first ends everything in the scope; its boundary events
    /// stay armed (R14).
    /// </summary>
    public static void Fire(
        Execution execution,
        ElementInstance scope,
        FlowElement start,
        FeelContext variables
    )
    {
        if (start.Interrupting)
        {
            execution.Interrupt(scope);
        }

        Begin(execution, scope, start, variables);
    }

    /// <summary>The event subprocess of a start event runs in a scope.</summary>
    public static void Begin(
        Execution execution,
        ElementInstance scope,
        FlowElement start,
        FeelContext variables
    )
    {
        var handling = execution.Activate(scope, execution.Definition.Elements[start.Scope]);
        if (handling.Incident is null && execution.State.Find(handling.Id) is not null)
        {
            var begun = execution.Add(handling, start, InstanceRole.Plain, 0, FeelContext.Empty, []);
            execution.Complete(begun, variables);
        }
    }
}
