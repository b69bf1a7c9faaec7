using NodaTime;
using Workflows.Time;

namespace Workflows.Feel;

/// <summary>
/// The surroundings of one evaluation: moment, zone, calendars, limits, and the warnings it collects. Not for
/// use by two threads at once.
/// </summary>
public sealed class FeelEnvironment(Instant now, DateTimeZone zone)
{
    private const int MaxWarnings = 50;

    private readonly List<FeelWarning> _warnings = [];

    /// <summary>What <c>now()</c> and <c>today()</c> answer.</summary>
    public Instant Now { get; } = now;

    /// <summary>The zone of <c>now()</c> and <c>today()</c>, and of date-times that name none.</summary>
    public DateTimeZone Zone { get; } = zone;

    /// <summary>The calendars that working-time functions may name.</summary>
    public WorkingCalendars Calendars { get; init; } = WorkingCalendars.Empty;

    public FeelLimits Limits { get; init; } = FeelLimits.Default;

    /// <summary>
    /// Start of the sequence behind <c>random number()</c> and <c>uuid()</c>; without it they are null,
    /// because a replay must give the same answers.
    /// </summary>
    public ulong? Seed { get; init; }

    /// <summary>In the order they arose; at most 50 are kept.</summary>
    public IReadOnlyList<FeelWarning> Warnings => _warnings;

    /// <summary>True once an evaluation was cut off by <see cref="Limits"/>.</summary>
    public bool LimitReached { get; private set; }

    /// <summary>How many numbers were drawn from <see cref="Seed"/>.</summary>
    internal ulong Drawn { get; set; }

    /// <summary>The element of a decision model now being evaluated.</summary>
    internal string Place { get; set; } = "";

    /// <summary>Where decision tables note the rules that matched, while somebody wants to know.</summary>
    internal List<string>? MatchedRules { get; set; }

    internal void Warn(string code, string message, int position)
    {
        if (_warnings.Count < MaxWarnings)
        {
            _warnings.Add(new FeelWarning(code, message, position, Place));
        }
    }

    /// <summary>Notes that an evaluation was cut off, however many warnings there are already.</summary>
    internal void WarnOfLimit(string message)
    {
        LimitReached = true;
        if (_warnings.Count == MaxWarnings)
        {
            _warnings.RemoveAt(MaxWarnings - 1);
        }

        Warn("evaluation_limit", message, 0);
    }
}
