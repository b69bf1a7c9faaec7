namespace Workflows.Bpmn;

/// <summary>What an event is about; <see cref="None"/> also for everything that is not an event.</summary>
public enum EventKind
{
    None,
    Message,
    Timer,
    Error,
    Escalation,
    Signal,
    Conditional,
    Compensation,
    Link,
    Terminate,
    Cancel,

    /// <summary>Several event definitions: any one of them is enough; thrown, all of them are.</summary>
    Multiple,

    /// <summary>Several event definitions that must all come.</summary>
    ParallelMultiple,
}
