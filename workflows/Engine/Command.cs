using NodaTime;
using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// What the surroundings must do because of a transition, in the same transaction that saves it. A wait is named by its
/// element instance and its <c>ElementId</c>: the element's id, with <c>#2</c>, <c>#3</c> … behind it for the further
/// definitions of one event. A boundary event's wait belongs to the instance of its activity, that of an event subprocess to
/// the instance of the scope around it.
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
    ) : Command
    {
        public IReadOnlyList<string> CandidateUsers { get; init; } = [];
        public Instant? FollowUpAt { get; init; }

        /// <summary>0 to 100, the highest first.</summary>
        public int Priority { get; init; } = 50;

        /// <summary>Which version of the form is meant (R59).</summary>
        public ResourceBinding FormBinding { get; init; }

        public string? FormVersionTag { get; init; }
    }

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

    /// <summary>A signal is waited for.</summary>
    public sealed record OpenSignal(int ElementInstance, string ElementId, string SignalName) : Command;

    /// <summary>The signal is no longer waited for.</summary>
    public sealed record CloseSignal(int ElementInstance, string ElementId) : Command;

    /// <summary>Everybody who waits for the signal hears it, this instance too; start events begin instances.</summary>
    public sealed record BroadcastSignal(string SignalName, FeelContext Variables) : Command;

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

    /// <summary>
    /// After a migration: every open wait, job and task of the element instance that stands under <paramref name="ElementId"/>
    /// stands under <paramref name="NewElementId"/> from now on; nothing else of it changes.
    /// </summary>
    public sealed record RenameWaits(int ElementInstance, string ElementId, string NewElementId) : Command;

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

    /// <summary>
    /// An escalation that nobody here catches: the calling process hears <see cref="Trigger.CalledEscalated"/> and answers.
    /// <paramref name="Thrower"/> comes back with the answer.
    /// </summary>
    public sealed record Escalate(string Thrower, string Code, FeelContext Variables) : Command;

    /// <summary>The process that was called from this element goes on: it hears <see cref="Trigger.EscalationAnswered"/>.</summary>
    public sealed record AnswerEscalation(int ElementInstance, string Thrower) : Command;

    /// <summary>Something only a person can solve.</summary>
    public sealed record OpenIncident(int ElementInstance, string ElementId, string Code, string Message)
        : Command;

    /// <summary>It is solved, or no longer matters.</summary>
    public sealed record CloseIncident(int ElementInstance) : Command;

    /// <summary>The instance has ended.</summary>
    public sealed record Finish(ProcessOutcome Outcome) : Command;
}
