using NodaTime;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>Something that happened, told to one process instance. `ElementInstance` names the wait it belongs to.</summary>
public abstract record Trigger
{
    private Trigger() { }

    /// <summary>
    /// The instance begins, at its none start event or with the wait <paramref name="StartElementId"/> (one of
    /// <see cref="Workflows.Bpmn.ProcessDefinition.Starts"/>), whose event carries <paramref name="Variables"/>.
    /// <paramref name="Called"/> says that another process waits for it.
    /// </summary>
    public sealed record Start(FeelContext Variables, string? StartElementId, bool Called) : Trigger;

    /// <summary>A job is done.</summary>
    public sealed record WorkCompleted(int ElementInstance, FeelContext Variables) : Trigger;

    /// <summary>A job or a call cannot be done at all: an incident.</summary>
    public sealed record WorkFailed(int ElementInstance, string Code, string Message) : Trigger;

    /// <summary>A job answers with a BPMN error that the definition may catch (R30–R34).</summary>
    public sealed record WorkThrewError(
        int ElementInstance,
        string ErrorCode,
        string Message,
        FeelContext Variables
    ) : Trigger;

    /// <summary>A person has done a user task.</summary>
    public sealed record TaskCompleted(int ElementInstance, FeelContext Variables) : Trigger;

    /// <summary>A message reached the wait of this element.</summary>
    public sealed record MessageArrived(int ElementInstance, string ElementId, FeelContext Variables)
        : Trigger;

    /// <summary>A signal was broadcast that this element waits for.</summary>
    public sealed record SignalArrived(int ElementInstance, string ElementId, FeelContext Variables)
        : Trigger;

    /// <summary>A timer is due; a cycle counts on from when it was due, not from when it was heard (R55).</summary>
    public sealed record TimerFired(int ElementInstance, string ElementId, Instant DueAt) : Trigger;

    /// <summary>The called process has completed.</summary>
    public sealed record CalledCompleted(int ElementInstance, FeelContext Variables) : Trigger;

    /// <summary>The called process ended with an error that it did not catch itself.</summary>
    public sealed record CalledThrewError(
        int ElementInstance,
        string ErrorCode,
        string Message,
        FeelContext Variables
    ) : Trigger;

    /// <summary>The called process threw an escalation that it does not catch itself.</summary>
    public sealed record CalledEscalated(
        int ElementInstance,
        string Thrower,
        string Code,
        FeelContext Variables
    ) : Trigger;

    /// <summary>Whoever heard the escalation lets this process go on (see <see cref="Command.AnswerEscalation"/>).</summary>
    public sealed record EscalationAnswered(string Thrower) : Trigger;

    /// <summary>Elements of an ad-hoc subprocess begin, chosen from outside or by its job (<paramref name="IsJobDone"/>).</summary>
    /// <param name="ElementInstance">The ad-hoc subprocess.</param>
    /// <param name="Elements">The elements, each with local variables.</param>
    /// <param name="IsJobDone">Is this the answer to the job of the subprocess?</param>
    /// <param name="IsEnough">Does its job say that the subprocess has done what it is for?</param>
    /// <param name="CancelRemaining">Then, what still runs is ended.</param>
    public sealed record ElementsActivated(
        int ElementInstance,
        IReadOnlyList<ElementStart> Elements,
        bool IsJobDone = false,
        bool IsEnough = false,
        bool CancelRemaining = false
    ) : Trigger;

    /// <summary>A person says that the cause of the incident is gone: what failed is tried again.</summary>
    /// <param name="ElementInstance">Where the incident is.</param>
    /// <param name="Retries">The tries a job that is opened again gets; null = as the definition says.</param>
    public sealed record IncidentResolved(int ElementInstance, int? Retries = null) : Trigger;

    /// <summary>A person changes variables of a scope (0 = the whole instance); they live there, whoever has them further out.</summary>
    public sealed record VariablesSet(int ElementInstance, FeelContext Variables) : Trigger;

    /// <summary>The instance holds still: what happens to it is kept and heard when it is resumed.</summary>
    public sealed record Suspend : Trigger;

    /// <summary>The instance goes on, with what happened meanwhile, in its order.</summary>
    public sealed record Resume : Trigger;

    /// <summary>
    /// A person moves tokens: first all of <paramref name="Activate"/> begin, then all of <paramref name="Terminate"/> (ids of
    /// element instances) end; all or nothing (R62).
    /// </summary>
    public sealed record Modify(IReadOnlyList<ElementStart> Activate, IReadOnlyList<int> Terminate) : Trigger;

    /// <summary>
    /// Calendars have changed: open deadlines are reckoned again, each from the moment it was set.
    /// <paramref name="Cause"/> names the change for whoever reads of it later.
    /// </summary>
    public sealed record CalendarsChanged(string Cause) : Trigger;

    /// <summary>The instance ends now, whatever it was doing.</summary>
    public sealed record Cancel(string Reason) : Trigger;
}

/// <summary>An element that somebody outside lets begin.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="Variables">
/// Set before it begins: local to an element of an ad-hoc subprocess; for a modification, in the scope of the element.
/// </param>
/// <param name="Ancestor">The element instance it must begin in, where there are several; null = there is only one.</param>
public sealed record ElementStart(string ElementId, FeelContext Variables, int? Ancestor = null);
