using NodaTime;
using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// What the surroundings must do because of a transition, in the same transaction that saves it. A wait is named by its
/// element instance and its element: a boundary event's wait belongs to the instance of its activity.
/// </summary>
public abstract record Command
{
    private Command() { }

    /// <summary>A job waits to be done. <paramref name="Round"/> counts from 1 and rises when it is opened again after an incident.</summary>
    public sealed record OpenWork(
        int ElementInstance,
        string ElementId,
        string Type,
        int Retries,
        int Round,
        IReadOnlyDictionary<string, string> Headers,
        FeelContext Input
    ) : Command;

    /// <summary>The job is no longer waited for.</summary>
    public sealed record CloseWork(int ElementInstance) : Command;

    /// <summary>A user task waits for a person.</summary>
    public sealed record OpenTask(
        int ElementInstance,
        string ElementId,
        string? FormId,
        string? Assignee,
        IReadOnlyList<string> CandidateGroups,
        Instant? DueAt,
        IReadOnlyDictionary<string, string> Headers,
        FeelContext Input
    ) : Command;

    /// <summary>The user task is no longer waited for.</summary>
    public sealed record CloseTask(int ElementInstance) : Command;

    /// <summary>A message is waited for.</summary>
    public sealed record OpenSubscription(
        int ElementInstance,
        string ElementId,
        string MessageName,
        string CorrelationKey
    ) : Command;

    /// <summary>The message is no longer waited for.</summary>
    public sealed record CloseSubscription(int ElementInstance, string ElementId) : Command;

    /// <summary>A timer is set; setting it again moves it.</summary>
    public sealed record SetTimer(int ElementInstance, string ElementId, Instant DueAt) : Command;

    /// <summary>An open timer is due at another moment than it was, because of <paramref name="Cause"/>.</summary>
    public sealed record MoveTimer(
        int ElementInstance,
        string ElementId,
        Instant From,
        Instant DueAt,
        string Cause
    ) : Command;

    /// <summary>An open user task is due at another moment than it was, because of <paramref name="Cause"/>.</summary>
    public sealed record MoveTask(
        int ElementInstance,
        string ElementId,
        Instant From,
        Instant DueAt,
        string Cause
    ) : Command;

    /// <summary>The timer is off.</summary>
    public sealed record CancelTimer(int ElementInstance, string ElementId) : Command;

    /// <summary>Another process is called and waited for.</summary>
    public sealed record CallProcess(
        int ElementInstance,
        string ElementId,
        string ProcessId,
        ResourceBinding Binding,
        string? VersionTag,
        FeelContext Variables
    ) : Command;

    /// <summary>The called process is no longer waited for and must end.</summary>
    public sealed record CancelCalled(int ElementInstance) : Command;

    /// <summary>Something only a person can solve.</summary>
    public sealed record OpenIncident(int ElementInstance, string ElementId, string Code, string Message)
        : Command;

    /// <summary>It is solved, or no longer matters.</summary>
    public sealed record CloseIncident(int ElementInstance) : Command;

    /// <summary>The instance has ended.</summary>
    public sealed record Finish(ProcessOutcome Outcome) : Command;
}
