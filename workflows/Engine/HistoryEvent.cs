namespace Workflows.Engine;

/// <summary>One entry of the path an instance took.</summary>
/// <param name="ElementInstance">The element instance; for flows, the scope they were taken in.</param>
/// <param name="ElementId">The element; for flows, the flow's id.</param>
/// <param name="Intent">What happened.</param>
public readonly record struct HistoryEvent(int ElementInstance, string ElementId, HistoryIntent Intent);

/// <summary>What happened to an element instance, in the words of Zeebe's records.</summary>
public enum HistoryIntent
{
    Activated = 1,
    Completed = 2,
    Terminated = 3,
    SequenceFlowTaken = 4,
    IncidentOpened = 5,
    IncidentResolved = 6,
    TriggerReceived = 7,

    /// <summary>A deadline was reckoned again, because a calendar changed.</summary>
    DeadlineMoved = 8,
}
