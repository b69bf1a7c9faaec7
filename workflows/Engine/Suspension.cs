namespace Workflows.Engine;

/// <summary>Instances that hold still: what happens to them is kept, and heard in its order when they go on.</summary>
internal static class Suspension
{
    public static string? Suspend(Execution execution)
    {
        if (execution.State.IsSuspended)
        {
            return "The instance is suspended already.";
        }

        execution.Record(execution.State.Instances[0], HistoryIntent.Suspended);
        return null;
    }

    public static string? Resume(Execution execution)
    {
        if (!execution.State.IsSuspended)
        {
            return "The instance is not suspended.";
        }

        execution.Record(execution.State.Instances[0], HistoryIntent.Resumed);
        execution.Conditions.AskAgain();
        return null;
    }

    /// <summary>Keeps a trigger until the instance goes on.</summary>
    public static string? Defer(Execution execution, Trigger trigger)
    {
        execution.Record(
            execution.State.Instances[0],
            HistoryIntent.TriggerDeferred,
            TriggerText.Of(trigger)
        );
        return null;
    }

    /// <summary>
    /// Lets a resumed instance hear what happened meanwhile. What nobody waits for any more is gone; a person's change that no
    /// longer fits, too.
    /// </summary>
    public static void HearDeferred(Execution execution, Func<Execution, Trigger, string?> hear)
    {
        while (!execution.State.IsSuspended && execution.State.Deferred is [var next, ..])
        {
            execution.Record(execution.State.Instances[0], HistoryIntent.DeferredHeard);
            if (hear(execution, TriggerText.Read(next)) is null)
            {
                execution.Run();
            }
        }
    }
}
