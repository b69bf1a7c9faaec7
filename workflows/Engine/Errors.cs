using Workflows.Bpmn;
using Workflows.Engine.Elements;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>Errors and escalations on their way outward to whoever catches them (R30–R34).</summary>
internal static class Errors
{
    /// <summary>
    /// Throws an error at <paramref name="thrower"/>. A called process passes what it does not catch to its caller; otherwise
    /// it is an incident where it was thrown.
    /// </summary>
    public static void Throw(
        Execution execution,
        ElementInstance thrower,
        string code,
        string message,
        FeelContext variables
    )
    {
        if (Catches.Find(execution, thrower, EventKind.Error, code) is var (holder, element))
        {
            // What was thrown is told beside what it carries, so that a person can read what went wrong.
            var told = variables.With("errorCode", code).With("errorMessage", message);
            if (element.Kind == ElementKind.BoundaryEvent)
            {
                Occurrences.FireBoundary(execution, holder, element, told, isError: true);
            }
            else
            {
                EventSubProcessBehavior.Fire(execution, holder, element, told);
            }

            return;
        }

        if (execution.State.IsCalled)
        {
            execution.Terminate(execution.State.Instances[0]);
            execution.Finish(new ProcessOutcome.ThrewError(code, message, variables));
            return;
        }

        execution.RaiseIncident(
            thrower,
            IncidentCodes.UnhandledError,
            $"Nobody catches the error '{code}': {message}"
        );
    }

    /// <summary>
    /// Throws an escalation at <paramref name="thrower"/>; nobody catching it changes nothing (R31). True when the thrower goes
    /// on at once; false when it was interrupted, or waits for the caller's answer.
    /// </summary>
    public static bool Escalate(
        Execution execution,
        ElementInstance thrower,
        string code,
        FeelContext variables
    )
    {
        if (Catches.Find(execution, thrower, EventKind.Escalation, code) is var (holder, element))
        {
            if (element.Kind == ElementKind.BoundaryEvent)
            {
                Occurrences.FireBoundary(execution, holder, element, variables);
            }
            else
            {
                EventSubProcessBehavior.Fire(execution, holder, element, variables);
            }

            return execution.State.Find(thrower.Id) is not null;
        }

        if (!execution.State.IsCalled)
        {
            return true;
        }

        execution.Emit(new Command.Escalate(thrower.Id.ToText(), code, variables));
        return false;
    }

    /// <summary>A called process escalates: whoever catches it here does, else it goes further out; then it is answered.</summary>
    public static void Escalated(Execution execution, ElementInstance call, Trigger.CalledEscalated t)
    {
        if (Catches.Find(execution, call, EventKind.Escalation, t.Code) is null && execution.State.IsCalled)
        {
            // The answer comes back the same way.
            execution.Emit(new Command.Escalate($"{call.Id.ToText()}/{t.Thrower}", t.Code, t.Variables));
            return;
        }

        if (Escalate(execution, call, t.Code, t.Variables))
        {
            execution.Emit(new Command.AnswerEscalation(call.Id, t.Thrower));
        }
    }

    private static string ToText(this int id) =>
        id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
