using NodaTime;
using Workflows.Bpmn;

namespace Workflows.Engine;

/// <summary>Opens and closes what an element instance waits for: messages and timers, its own and its boundary events'.</summary>
internal static class Waits
{
    /// <summary>
    /// Evaluates the waits of <paramref name="elements"/> and opens them only when every one can be (R17). Message keys of
    /// boundary events are looked up in the scope around the activity, everything else in the activity.
    /// </summary>
    public static void Open(Execution execution, ElementInstance holder, IEnumerable<FlowElement> elements)
    {
        var commands = new List<Command>();
        foreach (var element in elements)
        {
            if (element.Message is { } message)
            {
                commands.Add(Subscription(execution, holder, element, message));
            }
            else if (element.Timer is { } timer)
            {
                commands.Add(Timer(execution, holder, element, timer));
            }
        }

        execution.Emit(commands);
    }

    /// <summary>Closes the waits of <paramref name="elements"/> that are still open; <paramref name="fired"/> already is not.</summary>
    public static void Close(
        Execution execution,
        ElementInstance holder,
        IEnumerable<FlowElement> elements,
        FlowElement? fired
    )
    {
        foreach (var element in elements)
        {
            if (element.Message is not null)
            {
                execution.Emit(new Command.CloseSubscription(holder.Id, element.Id));
            }
            else if (element.Timer is not null && element != fired && !IsSpent(holder, element))
            {
                execution.Emit(new Command.CancelTimer(holder.Id, element.Id));
            }
        }
    }

    /// <summary>A cycle that fired and still has repetitions left is set again, from when it was due.</summary>
    public static void Rearm(Execution execution, ElementInstance holder, FlowElement element, Instant dueAt)
    {
        if (element.Timer is not { Kind: TimerKind.Cycle } timer || holder.Repetitions is not { } repetitions)
        {
            Spend(holder, element);
            holder.Deadlines?.Remove(element.Id);
            return;
        }

        var left = repetitions.GetValueOrDefault(element.Id, 1);
        var value = execution.Expressions.Any(timer.Value, new VariableScope(holder));
        if (left == 1 || execution.NextOf(dueAt, value) is not { } next)
        {
            Spend(holder, element);
            return;
        }

        repetitions[element.Id] = left < 0 ? left : left - 1;
        execution.Emit(new Command.SetTimer(holder.Id, element.Id, next));
    }

    private static bool IsSpent(ElementInstance holder, FlowElement element) =>
        holder.Repetitions is { } repetitions
        && repetitions.TryGetValue(element.Id, out var left)
        && left == 0;

    private static void Spend(ElementInstance holder, FlowElement element) =>
        (holder.Repetitions ??= new Dictionary<string, int>(StringComparer.Ordinal))[element.Id] = 0;

    private static Command.OpenSubscription Subscription(
        Execution execution,
        ElementInstance holder,
        FlowElement element,
        MessageDetails message
    )
    {
        var keyScope = element.Kind == ElementKind.BoundaryEvent ? holder.Parent : holder;
        var name = execution.Expressions.Text(message.Name, new VariableScope(holder));
        var key = execution.Expressions.CorrelationKey(message.CorrelationKey!, new VariableScope(keyScope));
        return new Command.OpenSubscription(holder.Id, element.Id, name, key);
    }

    private static Command.SetTimer Timer(
        Execution execution,
        ElementInstance holder,
        FlowElement element,
        TimerDetails timer
    )
    {
        var (dueAt, repetitions) = execution.Expressions.Timer(
            timer,
            execution.Now,
            new VariableScope(holder)
        );
        if (timer.Kind == TimerKind.Cycle)
        {
            (holder.Repetitions ??= new Dictionary<string, int>(StringComparer.Ordinal))[element.Id] =
                repetitions;
        }
        else
        {
            Deadlines.Note(execution, holder, element, timer.Value, dueAt);
        }

        return new Command.SetTimer(holder.Id, element.Id, dueAt);
    }
}
