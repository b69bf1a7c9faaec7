using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>Errors on their way outward to whoever catches them (R30–R34).</summary>
internal static class Errors
{
    /// <summary>
    /// Throws an error at <paramref name="thrower"/>: the nearest enclosing activity with a boundary event for the code, else
    /// for every error, catches it. A called process passes it to its caller; otherwise it is an incident where it was thrown.
    /// </summary>
    public static void Throw(
        Execution execution,
        ElementInstance thrower,
        string code,
        string message,
        FeelContext variables
    )
    {
        for (var holder = thrower; holder is not null; holder = holder.Parent)
        {
            if (FindCatch(execution, holder, code) is { } boundary)
            {
                // What was thrown is told beside what it carries, so that a person can read what went wrong.
                var told = variables
                    .With("errorCode", FeelValue.From(code))
                    .With("errorMessage", FeelValue.From(message));
                Catch(execution, holder, boundary, told);
                return;
            }
        }

        if (execution.State.Called)
        {
            execution.Terminate(execution.State.Instances[0]);
            execution.Finish(
                new ProcessOutcome.ThrewError(code, message, variables),
                ProcessStatus.Terminated
            );
            return;
        }

        execution.RaiseIncident(
            thrower,
            IncidentCodes.UnhandledError,
            $"Nobody catches the error '{code}': {message}"
        );
    }

    private static FlowElement? FindCatch(Execution execution, ElementInstance holder, string code)
    {
        FlowElement? catchAll = null;
        foreach (var boundary in execution.BoundaryOf(holder))
        {
            if (boundary.Event != EventKind.Error)
            {
                continue;
            }

            if (boundary.ErrorCode is null)
            {
                catchAll = boundary;
            }
            else if (boundary.ErrorCode.Source == code)
            {
                return boundary;
            }
        }

        return catchAll;
    }

    private static void Catch(
        Execution execution,
        ElementInstance holder,
        FlowElement boundary,
        FeelContext variables
    )
    {
        var scope = holder.Parent!;
        // The job that threw is gone already; everything else of the activity is withdrawn.
        execution.Terminate(holder);
        BoundaryEvents.Leave(execution, scope, boundary, variables);
    }
}
