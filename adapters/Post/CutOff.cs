using NodaTime;

namespace Adapters.Post;

/// <summary>
/// When an office takes its last bag of the day: at its cut-off by the local clock, on the days it is open, and never after
/// it closes (Saturdays, Ramadan).
/// </summary>
/// <param name="zone">The office's zone.</param>
/// <param name="time">The cut-off of a full day: the moment itself is too late.</param>
/// <param name="closing">
/// When the office closes on a day, midnight for the end of the day, or null for a day it does not open: weekly hours, feast
/// days and special periods are the calendar's business, not repeated here.
/// </param>
public sealed class CutOff(DateTimeZone zone, LocalTime time, Func<LocalDate, LocalTime?> closing)
{
    /// <summary>How many days ahead an opening is looked for; a post closed for longer is a mistake in its calendar.</summary>
    public const int HorizonDays = 60;

    /// <summary>The moment at which that day's manifest closes; null when the office does not open.</summary>
    public Instant? On(LocalDate day)
    {
        if (closing(day) is not { } closes)
        {
            return null;
        }

        var last = closes == LocalTime.Midnight || closes > time ? time : closes;
        return zone.AtLeniently(day.At(last)).ToInstant();
    }

    /// <summary>The deposit of a letter packed at a moment: the first day whose cut-off is still to come.</summary>
    /// <exception cref="InvalidOperationException">The office does not open within <see cref="HorizonDays"/>.</exception>
    public Deposit For(Instant packedAt)
    {
        var today = packedAt.InZone(zone).Date;
        for (var ahead = 0; ahead <= HorizonDays; ahead++)
        {
            var day = today.PlusDays(ahead);
            if (On(day) is { } closes && packedAt < closes)
            {
                return new Deposit(day, closes);
            }
        }

        throw new InvalidOperationException($"The post has no working day within {HorizonDays} days.");
    }
}

/// <summary>One hand-over of bags.</summary>
/// <param name="Date">The day, by the office's clock.</param>
/// <param name="ClosesAt">When its manifest closes.</param>
public readonly record struct Deposit(LocalDate Date, Instant ClosesAt);
