using Workflows.Feel;

namespace Hub.Work;

/// <summary>
/// What came of one try. A partner's answer is one of these; its silence is an exception, after which the work loop asks
/// the partner's status before it tries again.
/// </summary>
internal abstract record WorkOutcome
{
    private WorkOutcome() { }

    /// <summary>Done. <paramref name="Variables"/> go to the waiting process; <paramref name="Detail"/> to the effect row.</summary>
    public sealed record Done(FeelContext Variables, TransmissionLevel Level, string? Detail) : WorkOutcome;

    /// <summary>The partner said no: the waiting process gets the BPMN error <paramref name="Code"/>; without one, an incident opens.</summary>
    public sealed record Refused(string Code, string Message, FeelContext Variables) : WorkOutcome;

    /// <summary>Nothing was done because it is too early (partner closed, paused, asked to wait); no retry is used up.</summary>
    public sealed record Later(DateTimeOffset At, string Why) : WorkOutcome;
}
