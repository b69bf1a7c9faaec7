using NodaTime;
using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// Deadlines that expressions reckon (<c>working days(now(), 2, calendar)</c>): noted when they are set, so that they can be
/// reckoned again when a holiday is announced (domain.md §6.3). Fixed dates, durations and cycles are what they are.
/// </summary>
internal static class Deadlines
{
    // The store keeps whole microseconds of what the engine reckons in ticks.
    private static readonly Duration Rounding = Duration.FromMilliseconds(1);

    /// <summary>What is to be noted of a deadline that was just set; null when it will not be reckoned again.</summary>
    public static FeelContext? Details(string waitId, ValueExpression value, Instant setAt, Instant dueAt) =>
        value.Feel is null ? null : Details(waitId, new Deadline(setAt, dueAt, IsMoved: false));

    /// <summary>Did the timer fire that has been moved away meanwhile?</summary>
    public static bool IsTooEarly(ElementInstance holder, EventDefinition wait, Instant firedFor) =>
        holder.Deadlines is { } deadlines
        && deadlines.TryGetValue(wait.WaitId, out var deadline)
        && deadline.IsMoved
        && firedFor + Rounding < deadline.DueAt;

    /// <summary>Reckons every open deadline of the instance again; one that cannot be reckoned any more stays as it is.</summary>
    public static string? Reckon(Execution execution, string cause)
    {
        foreach (var holder in execution.State.Instances.Where(IsReckoned).ToList())
        {
            foreach (var (waitId, deadline) in holder.Deadlines!.ToList())
            {
                if (DueAt(execution, holder, waitId, deadline.SetAt) is { } dueAt && dueAt != deadline.DueAt)
                {
                    Move(
                        execution,
                        holder,
                        waitId,
                        new Deadline(deadline.SetAt, dueAt, IsMoved: true),
                        deadline.DueAt,
                        cause
                    );
                }
            }
        }

        return null;
    }

    // What could not be set up has no open deadline: it is set up anew when its incident is resolved.
    private static bool IsReckoned(ElementInstance holder) =>
        holder.Deadlines is { Count: > 0 } && holder.Stage != InstanceStage.Activating;

    private static FeelContext Details(string waitId, Deadline deadline)
    {
        var details = FeelContext
            .Empty.With("wait", waitId)
            .With("setAt", deadline.SetAt.ToUnixTimeTicks())
            .With("dueAt", deadline.DueAt.ToUnixTimeTicks());
        return deadline.IsMoved ? details.With("moved", true) : details;
    }

    private static void Move(
        Execution execution,
        ElementInstance holder,
        string waitId,
        Deadline deadline,
        Instant from,
        string cause
    )
    {
        execution.Record(holder, HistoryIntent.DeadlineMoved, Details(waitId, deadline));
        execution.Emit(
            execution.Definition.FindWait(waitId) is not null
                ? new Command.MoveTimer(holder.Id, waitId, from, deadline.DueAt, cause)
                : new Command.MoveTask(holder.Id, waitId, from, deadline.DueAt, cause)
        );
    }

    private static Instant? DueAt(Execution execution, ElementInstance holder, string waitId, Instant setAt)
    {
        var then = execution.ExpressionsAt(setAt);
        var scope = new VariableScope(holder);
        try
        {
            return execution.Definition.FindWait(waitId)?.Timer is { } timer
                    ? then.Timer(timer, setAt, scope).DueAt
                : execution.Definition.Find(waitId)?.Task?.DueAt is { } due
                    ? execution.DateOf(then.Any(due, scope))
                : null;
        }
        catch (IncidentRaised)
        {
            // What the expression needs is gone. The deadline that was set still holds.
            return null;
        }
    }
}
