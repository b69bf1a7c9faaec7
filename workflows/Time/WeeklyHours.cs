using NodaTime;

namespace Workflows.Time;

/// <summary>The open hours of each day of the week; a day not named is closed.</summary>
public sealed class WeeklyHours
{
    private readonly IReadOnlyList<OpenHours>[] _days = new IReadOnlyList<OpenHours>[8];

    /// <summary>Takes the hours of each named day, in order.</summary>
    /// <exception cref="ArgumentException">Hours of a day overlap, are out of order, or end before they
    /// begin.</exception>
    public WeeklyHours(IReadOnlyDictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>> days)
    {
        Array.Fill(_days, []);
        foreach (var (day, hours) in days)
        {
            var previous = 0L;
            foreach (var open in hours)
            {
                var to =
                    open.To == LocalTime.Midnight ? NodaConstants.NanosecondsPerDay : open.To.NanosecondOfDay;
                if (open.From.NanosecondOfDay < previous || to <= open.From.NanosecondOfDay)
                {
                    throw new ArgumentException(
                        $"The hours of {day} overlap or end before they begin.",
                        nameof(days)
                    );
                }

                previous = to;
            }

            _days[(int)day] = [.. hours];
        }
    }

    /// <summary>The same hours from Monday to Friday.</summary>
    public static WeeklyHours MondayToFriday(params IReadOnlyList<OpenHours> hours) =>
        new(Enumerable.Range(1, 5).ToDictionary(day => (IsoDayOfWeek)day, _ => hours));

    public IReadOnlyList<OpenHours> On(IsoDayOfWeek day) => _days[(int)day];
}
