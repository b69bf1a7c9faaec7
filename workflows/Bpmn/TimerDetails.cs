namespace Workflows.Bpmn;

/// <summary>When a timer event fires (R54–R56).</summary>
public sealed record TimerDetails(TimerKind Kind, ValueExpression Value);

/// <summary>How a timer is written.</summary>
public enum TimerKind
{
    Date,
    Duration,
    Cycle,
}
