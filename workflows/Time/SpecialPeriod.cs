using NodaTime;

namespace Workflows.Time;

/// <summary>Other hours between two dates, both included: Ramadan, summer.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Hours">The hours that replace the usual ones.</param>
/// <param name="Status">How sure the dates are.</param>
/// <param name="Source">Decree or announcement.</param>
public sealed record SpecialPeriod(
    CalendarName Name,
    LocalDate From,
    LocalDate To,
    WeeklyHours Hours,
    CalendarStatus Status,
    string Source
);
