using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>A finished instance once more from its beginning: the same start with the same variables, as a new instance.</summary>
public static class Restart
{
    /// <summary>
    /// The start that an instance began with, out of its history; null when the history does not tell (it was written before
    /// events carried their details).
    /// </summary>
    public static Trigger.Start? Of(IEnumerable<HistoryEvent> history)
    {
        Trigger.Start? start = null;
        foreach (var entry in history)
        {
            if (entry is { ElementInstance: 0, Intent: HistoryIntent.Activating, Details: { } details })
            {
                start = new Trigger.Start(
                    details.TryGet("results", out var carried) ? carried.AsContext() : FeelContext.Empty,
                    details.TryGet("begin", out var begin) ? begin.AsString() : null,
                    Called: false
                );
                continue;
            }

            // The variables it was given come before anything else of it.
            return
                start is not null
                && entry is { ElementInstance: 0, Intent: HistoryIntent.VariablesSet, Details: { } given }
                ? start with
                {
                    Variables = given,
                }
                : start;
        }

        return start;
    }
}
