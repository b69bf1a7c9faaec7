using NodaTime;
using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// Opens and closes what an element instance waits for: messages, signals, timers and conditions, its own, its boundary
/// events' and those of the event subprocesses in it.
/// </summary>
internal static class Waits
{
    /// <summary>
    /// Evaluates the waits of <paramref name="elements"/> and opens them only when every one can be (R17). Message keys of
    /// boundary events are looked up in the scope around the activity, everything else in the activity. What has come
    /// already is not waited for again.
    /// </summary>
    public static void Open(
        Execution execution,
        ElementInstance holder,
        IEnumerable<FlowElement> elements,
        Func<EventDefinition, bool>? which = null
    )
    {
        var commands = new List<Command>();
        var timers = new List<FeelContext>();
        var conditions = new List<EventDefinition>();
        foreach (var (element, wait) in Of(elements).Where(w => !HasCome(holder, w.Wait)))
        {
            if (which?.Invoke(wait) == false)
            {
                continue;
            }

            switch (wait.Kind)
            {
                case EventKind.Message:
                    commands.Add(Subscription(execution, holder, element, wait));
                    break;
                case EventKind.Signal:
                    var name = execution.Expressions.Text(wait.Signal!, new VariableScope(holder));
                    commands.Add(new Command.OpenSignal(holder.Id, wait.WaitId, name));
                    break;
                case EventKind.Timer:
                    commands.Add(Timer(execution, holder, wait, timers));
                    break;
                case EventKind.Conditional:
                    conditions.Add(wait);
                    break;
            }
        }

        execution.Emit(commands);
        timers.ForEach(timer => execution.Record(holder, HistoryIntent.TimerSet, timer));
        conditions.ForEach(wait => execution.Conditions.Opened(holder, wait));
    }

    /// <summary>Closes the waits of <paramref name="elements"/> that are still open.</summary>
    public static void Close(
        Execution execution,
        ElementInstance holder,
        IEnumerable<FlowElement> elements,
        EventDefinition? fired = null
    )
    {
        foreach (var (_, wait) in Of(elements).Where(w => !HasCome(holder, w.Wait)))
        {
            Close(execution, holder, wait, fired == wait);
        }
    }

    /// <summary>Closes one wait; a timer that has <paramref name="fired"/> is off already, a message's wait is not.</summary>
    public static void Close(Execution execution, ElementInstance holder, EventDefinition wait, bool fired)
    {
        switch (wait.Kind)
        {
            case EventKind.Message:
                execution.Emit(new Command.CloseSubscription(holder.Id, wait.WaitId));
                break;
            case EventKind.Signal:
                execution.Emit(new Command.CloseSignal(holder.Id, wait.WaitId));
                break;
            case EventKind.Timer when !fired && !IsSpent(holder, wait):
                execution.Emit(new Command.CancelTimer(holder.Id, wait.WaitId));
                break;
        }
    }

    /// <summary>A cycle that fired and still has repetitions left is set again, from when it was due (R55).</summary>
    public static void Rearm(Execution execution, ElementInstance holder, EventDefinition wait, Instant dueAt)
    {
        if (wait.Timer is not { Kind: TimerKind.Cycle } timer || holder.Repetitions is not { } repetitions)
        {
            Spend(execution, holder, wait);
            return;
        }

        var left = repetitions.GetValueOrDefault(wait.WaitId, 1);
        var value = execution.Expressions.Any(timer.Value, new VariableScope(holder));
        if (left == 1 || execution.NextOf(dueAt, value) is not { } next)
        {
            Spend(execution, holder, wait);
            return;
        }

        var again = left < 0 ? left : left - 1;
        execution.Record(
            holder,
            HistoryIntent.TimerSet,
            FeelContext.Empty.With("wait", wait.WaitId).With("left", again)
        );
        execution.Emit(new Command.SetTimer(holder.Id, wait.WaitId, next));
    }

    /// <summary>The single waits of elements.</summary>
    public static IEnumerable<(FlowElement Element, EventDefinition Wait)> Of(
        IEnumerable<FlowElement> elements
    ) => elements.SelectMany(element => element.Events.Select(wait => (element, wait)));

    private static bool HasCome(ElementInstance holder, EventDefinition wait) =>
        holder.Received is { } received && received.ContainsKey(wait.WaitId);

    private static bool IsSpent(ElementInstance holder, EventDefinition wait) =>
        holder.Repetitions is { } repetitions
        && repetitions.TryGetValue(wait.WaitId, out var left)
        && left == 0;

    private static void Spend(Execution execution, ElementInstance holder, EventDefinition wait) =>
        execution.Record(
            holder,
            HistoryIntent.TimerSet,
            FeelContext.Empty.With("wait", wait.WaitId).With("left", 0)
        );

    private static Command.OpenSubscription Subscription(
        Execution execution,
        ElementInstance holder,
        FlowElement element,
        EventDefinition wait
    )
    {
        var keyScope = element.Kind == ElementKind.BoundaryEvent ? holder.Parent : holder;
        var name = execution.Expressions.Text(wait.Message!.Name, new VariableScope(holder));
        if (wait.Message.CorrelationKey is not { } expression)
        {
            throw new IncidentRaised(
                IncidentCodes.ExpressionError,
                $"The message '{name}' has no correlation key: nobody can tell which instance it is for."
            );
        }

        var key = execution.Expressions.CorrelationKey(expression, new VariableScope(keyScope));
        return new Command.OpenSubscription(holder.Id, wait.WaitId, name, key);
    }

    private static Command.SetTimer Timer(
        Execution execution,
        ElementInstance holder,
        EventDefinition wait,
        List<FeelContext> timers
    )
    {
        var timer = wait.Timer!;
        var (dueAt, repetitions) = execution.Expressions.Timer(
            timer,
            execution.Now,
            new VariableScope(holder)
        );
        if (timer.Kind == TimerKind.Cycle)
        {
            timers.Add(FeelContext.Empty.With("wait", wait.WaitId).With("left", repetitions));
        }
        else if (Deadlines.Details(wait.WaitId, timer.Value, execution.Now, dueAt) is { } deadline)
        {
            timers.Add(deadline);
        }
        else if (IsSpent(holder, wait))
        {
            timers.Add(FeelContext.Empty.With("wait", wait.WaitId).With("left", 1));
        }

        return new Command.SetTimer(holder.Id, wait.WaitId, dueAt);
    }
}
