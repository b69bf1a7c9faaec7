using NodaTime;

namespace Workflows.Time;

/// <summary>A day without work.</summary>
/// <param name="Date">The day.</param>
/// <param name="Name">What it is, for people.</param>
/// <param name="Status">How sure the date is.</param>
/// <param name="Source">Decree or announcement.</param>
/// <param name="AnnouncedOn">When it became known, if it was not always.</param>
public sealed record Holiday(
    LocalDate Date,
    CalendarName Name,
    CalendarStatus Status,
    string Source,
    LocalDate? AnnouncedOn = null
);
