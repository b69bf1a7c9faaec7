using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>Boundary events that fire.</summary>
internal static class BoundaryEvents
{
    /// <summary>
    /// A message or timer reached a boundary event. An interrupting one ends its activity first and only then goes on (R12);
    /// a non-interrupting one goes on beside it.
    /// </summary>
    public static void Fire(
        Execution execution,
        ElementInstance activity,
        FlowElement boundary,
        FeelContext variables
    )
    {
        var scope = activity.Parent!;
        if (boundary.Interrupting)
        {
            execution.Terminate(activity);
        }

        Leave(execution, scope, boundary, variables);
    }

    /// <summary>
    /// The fired event as an element of its own: what it carries is local to it until its output mappings let it out. An
    /// error's variables leave only through mappings (R34).
    /// </summary>
    public static void Leave(
        Execution execution,
        ElementInstance scope,
        FlowElement boundary,
        FeelContext variables
    )
    {
        var instance = execution.State.Add(boundary, scope);
        execution.Note(instance, HistoryIntent.Activated);
        if (boundary.Event == EventKind.Error)
        {
            instance.Locals = variables;
            variables = FeelContext.Empty;
        }

        execution.Complete(instance, variables);
    }
}
