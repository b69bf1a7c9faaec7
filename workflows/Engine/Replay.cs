using Workflows.Bpmn;

namespace Workflows.Engine;

/// <summary>Rebuilds a state out of the history alone.</summary>
public static class Replay
{
    /// <summary>
    /// The state after the last of <paramref name="events"/>: all of an instance, or only the first so many of them.
    /// <paramref name="find"/> gives the definition a migration went to (its details name <c>version</c>); null where none did.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The history has gaps: it was written before events carried their details.
    /// </exception>
    public static ProcessState To(
        ProcessDefinition definition,
        IEnumerable<HistoryEvent> events,
        Func<HistoryEvent, ProcessDefinition>? find = null
    )
    {
        var state = ProcessState.Create(definition);
        foreach (var entry in events)
        {
            if (entry.Intent == HistoryIntent.Migrated)
            {
                var target =
                    find?.Invoke(entry)
                    ?? throw new InvalidOperationException("Nobody knows the version it was migrated to.");
                state = Migration.Move(state, target, MigrationPlan.Read(entry.Details!));
            }

            StateChanges.Apply(state, entry);
        }

        return state;
    }
}
