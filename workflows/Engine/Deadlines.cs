using NodaTime;
using Workflows.Bpmn;

namespace Workflows.Engine;

/// <summary>
/// Deadlines that expressions reckon (<c>working days(now(), 2, calendar)</c>): noted when they are set, so that they can be
/// reckoned again when a holiday is announced (domain.md §6.3). Fixed dates, durations and cycles are what they are.
/// </summary>
internal static class Deadlines
{
    // The store keeps whole microseconds of what the engine reckons in ticks.
    private static readonly Duration Rounding = Duration.FromMilliseconds(1);

    /// <summary>Notes a deadline that was just set.</summary>
    public static void Note(
        Execution execution,
        ElementInstance holder,
        FlowElement element,
        ValueExpression value,
        Instant dueAt
    )
    {
        if (value.Feel is not null)
        {
            (holder.Deadlines ??= new Dictionary<string, Deadline>(StringComparer.Ordinal))[element.Id] =
                new Deadline(execution.Now, dueAt, IsMoved: false);
        }
    }

    /// <summary>Did the timer fire that has been moved away meanwhile?</summary>
    public static bool IsTooEarly(ElementInstance holder, FlowElement element, Instant firedFor) =>
        holder.Deadlines is { } deadlines
        && deadlines.TryGetValue(element.Id, out var deadline)
        && deadline.IsMoved
        && firedFor + Rounding < deadline.DueAt;

    /// <summary>Reckons every open deadline of the instance again; one that cannot be reckoned any more stays as it is.</summary>
    public static string? Reckon(Execution execution, string cause)
    {
        foreach (var holder in execution.State.Instances.Where(IsReckoned).ToList())
        {
            foreach (var (elementId, deadline) in holder.Deadlines!.ToList())
            {
                if (
                    execution.Definition.Find(elementId) is { } element
                    && DueAt(execution, holder, element, deadline.SetAt) is { } dueAt
                    && dueAt != deadline.DueAt
                )
                {
                    Move(
                        execution,
                        holder,
                        element,
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

    private static void Move(
        Execution execution,
        ElementInstance holder,
        FlowElement element,
        Deadline deadline,
        Instant from,
        string cause
    )
    {
        holder.Deadlines![element.Id] = deadline;
        execution.Note(holder, HistoryIntent.DeadlineMoved);
        execution.Emit(
            element.Task is null
                ? new Command.MoveTimer(holder.Id, element.Id, from, deadline.DueAt, cause)
                : new Command.MoveTask(holder.Id, element.Id, from, deadline.DueAt, cause)
        );
    }

    private static Instant? DueAt(
        Execution execution,
        ElementInstance holder,
        FlowElement element,
        Instant setAt
    )
    {
        var then = execution.ExpressionsAt(setAt);
        var scope = new VariableScope(holder);
        try
        {
            return element.Timer is { } timer ? then.Timer(timer, setAt, scope).DueAt
                : element.Task?.DueAt is { } due ? execution.DateOf(then.Any(due, scope))
                : null;
        }
        catch (IncidentRaised)
        {
            // What the expression needs is gone. The deadline that was set still holds.
            return null;
        }
    }
}
