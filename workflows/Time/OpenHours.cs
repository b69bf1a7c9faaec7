using NodaTime;

namespace Workflows.Time;

/// <summary>A stretch of local time in which work is done. Both ends lie on the same day.</summary>
/// <param name="From">First moment, included.</param>
/// <param name="To">First moment after it; midnight means the end of the day.</param>
public sealed record OpenHours(LocalTime From, LocalTime To);
