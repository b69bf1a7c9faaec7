using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// Undoing what has completed (R35–R40): one activity after another, the latest first. Handlers live in whatever undoes them,
/// so that ending that ends them.
/// </summary>
internal static class Compensations
{
    /// <summary>An activity is about to complete: when it or something in it can be undone, its scope remembers that.</summary>
    public static void Keep(Execution execution, ElementInstance instance)
    {
        if (instance.Parent is not { } scope || instance.Role == InstanceRole.Undone)
        {
            return;
        }

        var handler = execution.BoundaryOf(instance).FirstOrDefault(b => b.Event == EventKind.Compensation);
        var undoesItself =
            UndoingSubProcess(execution, instance.Element) is not null && instance.Role != InstanceRole.Body;
        // What ran in an event subprocess can be undone from there only (R36).
        var holds =
            instance.Compensations is { Count: > 0 } && instance.Element.Kind != ElementKind.EventSubProcess;
        if (handler is null && !holds && !undoesItself)
        {
            return;
        }

        var details = FeelContext.Empty.With("from", instance.Id);
        if (handler is not null)
        {
            details = details.With("handler", execution.Definition.Elements[handler.Handler].Id);
        }

        execution.Record(
            scope,
            HistoryIntent.CompensationKept,
            undoesItself ? details.With("locals", FeelValue.From(instance.Locals)) : details
        );
    }

    /// <summary>
    /// Begins to undo what completed around a throw event; true when there is anything to undo. Inside an event subprocess the
    /// scope around it counts, too (R36).
    /// </summary>
    public static bool Begin(
        Execution execution,
        ElementInstance runner,
        ElementInstance scope,
        string? activity
    )
    {
        while (true)
        {
            var details = FeelContext.Empty.With("scope", scope.Id);
            execution.Record(
                runner,
                HistoryIntent.CompensationBegun,
                activity is null ? details : details.With("activity", activity)
            );
            if (scope.Element.Kind != ElementKind.EventSubProcess || scope.Parent is null)
            {
                break;
            }

            scope = scope.Parent;
        }

        return Next(execution, runner);
    }

    /// <summary>Undoes the next activity; false when none is left.</summary>
    public static bool Next(Execution execution, ElementInstance runner)
    {
        execution.Record(runner, HistoryIntent.CompensationAdvanced);
        if (runner.Undone is not { } next)
        {
            return false;
        }

        execution.Activated(runner);
        if (next.Handler is { } handler)
        {
            execution.Activate(runner, handler);
        }
        else
        {
            UndoInside(execution, runner, next);
        }

        return true;
    }

    private static void UndoInside(Execution execution, ElementInstance runner, Compensation completed)
    {
        var again = execution.Add(runner, completed.Activity, InstanceRole.Undone, 0, FeelContext.Empty, []);
        var details = FeelContext.Empty.With("nested", runner.Id);
        var undoing = completed.UndoesItself ? UndoingSubProcess(execution, completed.Activity) : null;
        execution.Record(
            again,
            HistoryIntent.CompensationBegun,
            undoing is null ? details : details.With("offered", true)
        );
        execution.Activated(again);
        execution.LookAt(again);
        if (undoing is not null)
        {
            execution.SetVariables(again, completed.Locals);
            var start = execution.Definition.Elements[undoing.EventStart];
            Elements.EventSubProcessBehavior.Begin(execution, again, start, FeelContext.Empty);
        }
    }

    /// <summary>The event subprocess by which a subprocess undoes itself, or null.</summary>
    public static FlowElement? UndoingSubProcess(Execution execution, FlowElement subProcess) =>
        subProcess
            .EventSubProcesses.Select(e => execution.Definition.Elements[e])
            .FirstOrDefault(e => execution.Definition.Elements[e.EventStart].Event == EventKind.Compensation);
}
