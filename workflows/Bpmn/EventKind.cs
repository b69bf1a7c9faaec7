namespace Workflows.Bpmn;

/// <summary>What an event is about; <see cref="None"/> also for everything that is not an event.</summary>
public enum EventKind
{
    None,
    Message,
    Timer,
    Error,
    Terminate,
}
