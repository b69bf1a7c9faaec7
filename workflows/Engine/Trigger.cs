using NodaTime;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>Something that happened, told to one process instance. `ElementInstance` names the wait it belongs to.</summary>
public abstract record Trigger
{
    private Trigger() { }

    /// <summary>
    /// The instance begins, at its none start event or at <paramref name="StartElementId"/>.
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

    /// <summary>A person says that the cause of the incident is gone: what failed is tried again.</summary>
    public sealed record IncidentResolved(int ElementInstance) : Trigger;

    /// <summary>A person changes variables of a scope (0 = the whole instance).</summary>
    public sealed record VariablesSet(int ElementInstance, FeelContext Variables) : Trigger;

    /// <summary>
    /// Calendars have changed: open deadlines are reckoned again, each from the moment it was set.
    /// <paramref name="Cause"/> names the change for whoever reads of it later.
    /// </summary>
    public sealed record CalendarsChanged(string Cause) : Trigger;

    /// <summary>The instance ends now, whatever it was doing.</summary>
    public sealed record Cancel(string Reason) : Trigger;
}
