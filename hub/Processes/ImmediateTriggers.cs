using Workflows.Engine;

namespace Hub.Processes;

/// <summary>What one transaction has asked of the engine that is due now and has not been written yet.</summary>
/// <param name="Starts">Instances to begin.</param>
/// <param name="Triggers">What instances, also those about to begin, must hear, in order.</param>
/// <param name="Messages">Messages that reached a wait.</param>
internal sealed record ImmediateTriggers(
    IReadOnlyList<NewInstance> Starts,
    IReadOnlyList<(Guid InstanceId, Trigger Trigger)> Triggers,
    IReadOnlyList<HeardMessage> Messages
)
{
    /// <summary>The instances among those addressed that exist already.</summary>
    public IReadOnlyCollection<Guid> Waiting
    {
        get
        {
            var ids = Triggers.Select(t => t.InstanceId).ToHashSet();
            ids.UnionWith(Messages.Select(m => m.Wait.InstanceId));
            ids.ExceptWith(Starts.Select(s => s.Id));
            return ids;
        }
    }

    /// <summary>Is there nothing to run?</summary>
    public bool IsEmpty => Triggers.Count + Messages.Count == 0;
}
