using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>The second half of <see cref="StateChanges"/>: what happens to scopes, bodies and the instance as a whole.</summary>
internal static class ScopeChanges
{
    public static void Apply(ProcessState state, ElementInstance instance, in HistoryEvent e)
    {
        var details = e.Details ?? FeelContext.Empty;
        switch (e.Intent)
        {
            case HistoryIntent.LoopStarted:
                instance.Loop = Start(details);
                break;
            case HistoryIntent.LoopAdvanced:
                Advance(instance.Loop!, details);
                break;
            case HistoryIntent.TokensDropped:
                state.DropTokens(instance);
                break;
            case HistoryIntent.Interrupted:
                instance.IsInterrupted = true;
                break;
            case HistoryIntent.CompensationKept:
                Keep(state, instance, details);
                break;
            case HistoryIntent.CompensationBegun:
                Begin(state, instance, details);
                break;
            case HistoryIntent.CompensationAdvanced:
                Undo(instance);
                break;
            case HistoryIntent.GatewayFired:
                Fire(state, instance, details);
                break;
            case HistoryIntent.Suspended:
                state.IsSuspended = true;
                break;
            case HistoryIntent.Resumed:
                state.IsSuspended = false;
                break;
            case HistoryIntent.TriggerDeferred:
                state.Deferred.Add(details);
                break;
            case HistoryIntent.DeferredHeard:
                state.Deferred.RemoveAt(0);
                break;
            default:
                throw new InvalidOperationException($"Nobody applies {e.Intent}.");
        }
    }

    /// <summary>What of <paramref name="kept"/> a throw event undoes: all, or one activity; the latest first (R39).</summary>
    internal static IEnumerable<Compensation> Chosen(IEnumerable<Compensation>? kept, string? activity) =>
        (kept ?? []).Where(c => activity is null || c.Activity.Id == activity).Reverse();

    private static LoopState Start(FeelContext details) =>
        details.TryGet("items", out var items)
            ? new LoopState { Items = items.AsList(), Count = items.AsList().Count }
            : new LoopState { Count = StateChanges.Whole(details, "count") };

    private static void Advance(LoopState loop, FeelContext details)
    {
        if (details.TryGet("started", out var started))
        {
            loop.Started = (int)started.AsInt64();
        }

        if (details.TryGet("completed", out var number))
        {
            loop.Completed++;
            if (details.TryGet("result", out var result))
            {
                loop.Results[(int)number.AsInt64()] = result;
            }
        }

        if (details.ContainsKey("terminated"))
        {
            loop.Terminated++;
        }

        if (details.TryGet("done", out var done))
        {
            loop.IsDone = done.IsTrue;
        }
    }

    private static void Keep(ProcessState state, ElementInstance scope, FeelContext details)
    {
        var definition = state.Definition;
        var from = state.Find(StateChanges.Whole(details, "from"))!;
        var handler = details.TryGet("handler", out var id) ? definition.Find(id.AsString()) : null;
        (scope.Compensations ??= []).Add(
            new Compensation(
                from.Element,
                handler,
                from.Compensations ?? [],
                details.TryGet("locals", out var locals) ? locals.AsContext() : FeelContext.Empty,
                details.ContainsKey("locals")
            )
        );
    }

    private static void Begin(ProcessState state, ElementInstance runner, FeelContext details)
    {
        runner.Undoing ??= [];
        if (details.TryGet("nested", out var holder))
        {
            var nested = state.Find((int)holder.AsInt64())!.Undone!.Nested;
            if (details.ContainsKey("offered"))
            {
                // Its own event subprocess undoes it, and may undo what completed inside.
                runner.Compensations = [.. nested];
            }
            else
            {
                runner.Undoing.AddRange(Chosen(nested, null));
            }

            return;
        }

        var scope = state.Find(StateChanges.Whole(details, "scope"))!;
        var activity = details.TryGet("activity", out var id) ? id.AsString() : null;
        var chosen = Chosen(scope.Compensations, activity).ToList();
        runner.Undoing.AddRange(chosen);
        // Each is undone once (R37), and in a scope of its own what is being undone cannot be undone again.
        scope.Compensations?.RemoveAll(chosen.Contains);
    }

    // A subprocess with a handler of its own is undone twice: by its handler, then what completed inside it (R36).
    private static void Undo(ElementInstance runner)
    {
        if (runner.Undone is { Handler: not null } both && (both.Nested.Count > 0 || both.UndoesItself))
        {
            runner.Undone = both with { Handler = null };
        }
        else if (runner.Undoing is [var next, ..])
        {
            runner.Undone = next;
            runner.Undoing.RemoveAt(0);
        }
        else
        {
            runner.Undone = null;
            runner.Undoing = null;
        }
    }

    private static void Fire(ProcessState state, ElementInstance scope, FeelContext details)
    {
        var definition = state.Definition;
        var gateway = definition.Find(details["gateway"].AsString())!;
        foreach (var taken in details["taken"].AsList())
        {
            state.TakeToken(scope, definition.FindFlow(taken.AsString())!.Index);
        }

        if (details.TryGet("awaited", out var awaited))
        {
            state.Fired[(scope.Id, gateway.Index)] =
            [
                .. awaited.AsList().Select(flow => definition.FindFlow(flow.AsString())!.Index),
            ];
        }
        else
        {
            state.Fired.Remove((scope.Id, gateway.Index));
        }
    }
}
