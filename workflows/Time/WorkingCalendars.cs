using System.Diagnostics.CodeAnalysis;

namespace Workflows.Time;

/// <summary>The calendars in force, by code. Immutable: an announced holiday makes a new set.</summary>
public sealed class WorkingCalendars
{
    private readonly Dictionary<string, WorkingCalendar> _byCode;

    public WorkingCalendars(params IEnumerable<WorkingCalendar> calendars) =>
        _byCode = calendars.ToDictionary(calendar => calendar.Code);

    public static WorkingCalendars Empty { get; } = new();

    public IReadOnlyCollection<WorkingCalendar> All => _byCode.Values;

    /// <summary>The Hijri months announced so far.</summary>
    public HijriMonths Hijri { get; init; } = HijriMonths.None;

    public bool TryGet(string code, [NotNullWhen(true)] out WorkingCalendar? calendar) =>
        _byCode.TryGetValue(code, out calendar);

    /// <summary>This set with one calendar replaced or added.</summary>
    public WorkingCalendars With(WorkingCalendar calendar) =>
        new(_byCode.Values.Where(other => other.Code != calendar.Code).Append(calendar)) { Hijri = Hijri };
}
