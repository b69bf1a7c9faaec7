using NodaTime;
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
    public Func<string, DmnModel?> FindDecision { get; init; } = _ => null;

    public FeelLimits Limits { get; init; } = FeelLimits.Default;

    /// <summary>Elements one trigger may activate before the engine stops a definition that runs in a circle.</summary>
    public int MaxActivations { get; init; } = 1_000;

    internal FeelEnvironment At(Instant now) => new(now, Zone) { Calendars = Calendars(), Limits = Limits };
}
