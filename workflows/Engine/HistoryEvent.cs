using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// One entry of the path an instance took. The entries of an instance, applied one after another, rebuild its state at any
/// of them (<see cref="Replay"/>).
/// </summary>
/// <param name="ElementInstance">The element instance; for flows, the scope they were taken in.</param>
/// <param name="ElementId">The element; for flows, the flow's id.</param>
/// <param name="Intent">What happened.</param>
/// <param name="Details">What it says beyond that; which names it holds follows from the intent. Null = nothing.</param>
public readonly record struct HistoryEvent(
    int ElementInstance,
    string ElementId,
    HistoryIntent Intent,
    FeelContext? Details = null
);

/// <summary>What happened to an element instance, in the words of Zeebe's records.</summary>
public enum HistoryIntent
{
    Activated = 1,
    Completed = 2,
    Terminated = 3,
    SequenceFlowTaken = 4,

    /// <summary>With <c>code</c> and <c>message</c>; <c>results</c> or <c>mapped</c> where it was about to complete.</summary>
    IncidentOpened = 5,
    IncidentResolved = 6,
    TriggerReceived = 7,

    /// <summary>A deadline was reckoned again, because a calendar changed.</summary>
    DeadlineMoved = 8,

    /// <summary>With its <c>parent</c> and, where they matter, <c>role</c>, <c>counter</c> and the <c>flows</c> it came by.</summary>
    Activating = 9,
    Completing = 10,
    Terminating = 11,

    /// <summary>The details are the variables that changed.</summary>
    VariablesSet = 12,

    /// <summary>A job was opened: its <c>round</c>.</summary>
    WorkOpened = 13,

    /// <summary>A timer was set, or has fired for the last time (<c>left</c> = 0).</summary>
    TimerSet = 14,

    /// <summary>A body began: its <c>items</c> or <c>count</c>.</summary>
    LoopStarted = 15,

    /// <summary>One of a body has ended: <c>result</c>, or <c>terminated</c>; or the body has enough (<c>done</c>).</summary>
    LoopAdvanced = 16,

    /// <summary>What moved in a scope is gone.</summary>
    TokensDropped = 17,

    /// <summary>One of several things that an event waits for has come, or all are forgotten (<c>forget</c>).</summary>
    EventReceived = 18,

    /// <summary>A listener's job was opened or is done.</summary>
    ListenerReached = 19,

    /// <summary>So many definitions of a throw event have been thrown.</summary>
    PartThrown = 20,

    /// <summary>The scope's own work has been ended by an event subprocess or a cancelled transaction.</summary>
    Interrupted = 21,

    /// <summary>An activity has completed that can be undone.</summary>
    CompensationKept = 22,

    /// <summary>What has completed in a scope is being undone.</summary>
    CompensationBegun = 23,

    /// <summary>The next activity is being undone, or none is left.</summary>
    CompensationAdvanced = 24,

    /// <summary>A complex join has fired and waits for the rest, or is as new again.</summary>
    GatewayFired = 25,
    Suspended = 26,
    Resumed = 27,

    /// <summary>Something happened that will be heard when the instance is resumed.</summary>
    TriggerDeferred = 28,

    /// <summary>The oldest deferred trigger is heard.</summary>
    DeferredHeard = 29,

    /// <summary>From here on another version of the definition is run.</summary>
    Migrated = 30,
}
