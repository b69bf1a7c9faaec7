using NodaTime;
using Workflows.Bpmn;
using Workflows.Dmn;
using Workflows.Feel;
using Workflows.Time;

namespace Workflows.Engine;

/// <summary>What the pure engine may ask of its surroundings: data, never actions.</summary>
public sealed class EngineEnvironment
{
    /// <summary>The zone of <c>now()</c> and of local times in definitions.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The calendars in force at this moment.</summary>
    public Func<WorkingCalendars> Calendars { get; init; } = () => WorkingCalendars.Empty;

    /// <summary>The model that holds a decision, or null when none is deployed.</summary>
    public Func<DecisionQuery, DmnModel?> FindDecision { get; init; } = _ => null;

    public FeelLimits Limits { get; init; } = FeelLimits.Default;

    /// <summary>Elements one trigger may activate before the engine stops a definition that runs in a circle.</summary>
    public int MaxActivations { get; init; } = 1_000;

    /// <summary>Elements that each item of a multi-instance activity adds to those a trigger may activate.</summary>
    public int ActivationsPerItem { get; init; } = 100;

    /// <summary>The longest list a multi-instance activity takes.</summary>
    public int MaxItems { get; init; } = 10_000;

    internal FeelEnvironment At(Instant now) => new(now, Zone) { Calendars = Calendars(), Limits = Limits };
}

/// <summary>Which decision is meant (R59).</summary>
/// <param name="DecisionId">Its id.</param>
/// <param name="Binding">Which of its versions.</param>
/// <param name="VersionTag">For <see cref="ResourceBinding.VersionTag"/>.</param>
/// <param name="Caller">The version of the process that asks.</param>
public sealed record DecisionQuery(
    string DecisionId,
    ResourceBinding Binding,
    string? VersionTag,
    ProcessDefinition Caller
);
