using NodaTime;

namespace Workflows.Time;

/// <summary>
/// Working time of one authority: weekly hours, periods with other hours, and holidays, in one zone.
/// Immutable data; elapsed time is counted on the instant line, so a day on which clocks change is as long as
/// it really is.
/// </summary>
public sealed class WorkingCalendar
{
    /// <summary>How far ahead or back a calendar is searched before it counts as closed for good.</summary>
    public const int HorizonDays = 3_700;

    private readonly Dictionary<LocalDate, Holiday> _holidays;

    public WorkingCalendar(
        string code,
        DateTimeZone zone,
        WeeklyHours hours,
        IEnumerable<SpecialPeriod> periods,
        IEnumerable<Holiday> holidays
    )
    {
        Code = code;
        Zone = zone;
        Hours = hours;
        Periods = [.. periods];
        _holidays = [];
        foreach (var holiday in holidays)
        {
            _holidays[holiday.Date] = holiday;
        }
    }

    /// <summary>Stable, lower-kebab-case: <c>administration</c>, <c>post</c>.</summary>
    public string Code { get; }

    public DateTimeZone Zone { get; }

    public WeeklyHours Hours { get; }

    /// <summary>Where two overlap, the later in the list rules.</summary>
    public IReadOnlyList<SpecialPeriod> Periods { get; }

    public IReadOnlyCollection<Holiday> Holidays => _holidays.Values;

    /// <summary>This calendar with a holiday announced, or its status or name changed.</summary>
    public WorkingCalendar With(Holiday holiday) => new(Code, Zone, Hours, Periods, Holidays.Append(holiday));

    /// <summary>This calendar with a period of other hours.</summary>
    public WorkingCalendar With(SpecialPeriod period) =>
        new(Code, Zone, Hours, Periods.Append(period), Holidays);

    /// <summary>
    /// This calendar without the holiday of that day: the feast moved, or the day was withdrawn.
    /// </summary>
    public WorkingCalendar WithoutHoliday(LocalDate date) =>
        new(Code, Zone, Hours, Periods, Holidays.Where(holiday => holiday.Date != date));

    /// <summary>This calendar without the periods of other hours that are meant.</summary>
    public WorkingCalendar Without(Predicate<SpecialPeriod> meant) =>
        new(Code, Zone, Hours, Periods.Where(period => !meant(period)), Holidays);

    /// <summary>The holiday of a day, or null.</summary>
    public Holiday? HolidayOn(LocalDate date) => _holidays.GetValueOrDefault(date);

    /// <summary>True when some work is done on that day.</summary>
    public bool IsWorkingDay(LocalDate date) => HoursOn(date).Count > 0;

    public bool IsOpen(Instant instant) =>
        OpeningsOn(instant.InZone(Zone).Date).Any(opening => opening.Contains(instant));

    /// <summary>The open hours of a day by the local clock; none on a holiday.</summary>
    public IReadOnlyList<OpenHours> HoursOn(LocalDate date)
    {
        if (_holidays.ContainsKey(date))
        {
            return [];
        }

        for (var i = Periods.Count - 1; i >= 0; i--)
        {
            if (Periods[i].From <= date && date <= Periods[i].To)
            {
                return Periods[i].Hours.On(date.DayOfWeek);
            }
        }

        return Hours.On(date.DayOfWeek);
    }

    /// <summary>The open hours of a day as intervals of real time, in order.</summary>
    public IEnumerable<Interval> OpeningsOn(LocalDate date)
    {
        foreach (var open in HoursOn(date))
        {
            var from = At(date, open.From);
            var to =
                open.To == LocalTime.Midnight ? At(date.PlusDays(1), LocalTime.Midnight) : At(date, open.To);
            if (from < to)
            {
                yield return new Interval(from, to);
            }
        }
    }

    /// <summary>
    /// The moment by which so much working time has passed since <paramref name="start"/>; negative counts
    /// back. Zero gives the start itself.
    /// </summary>
    /// <exception cref="InvalidOperationException">Not reached within <see cref="HorizonDays"/>.</exception>
    public Instant Add(Instant start, Duration workingTime) =>
        TryAdd(start, workingTime, out var end) ? end : throw BeyondHorizon();

    /// <summary>As <see cref="Add"/>; false when the calendar is not open for so long.</summary>
    public bool TryAdd(Instant start, Duration workingTime, out Instant end)
    {
        end = start;
        if (workingTime == Duration.Zero)
        {
            return true;
        }

        return workingTime > Duration.Zero
            ? TryAddForward(start, workingTime, out end)
            : TryAddBackward(start, -workingTime, out end);
    }

    /// <summary>Working time between two moments; negative when they are in reverse order.</summary>
    public Duration Between(Instant from, Instant to)
    {
        if (to < from)
        {
            return -Between(to, from);
        }

        var last = to.InZone(Zone).Date;
        var sum = Duration.Zero;
        for (var date = from.InZone(Zone).Date; date <= last; date = date.PlusDays(1))
        {
            foreach (var opening in OpeningsOn(date))
            {
                var begin = Instant.Max(opening.Start, from);
                var end = Instant.Min(opening.End, to);
                sum += begin < end ? end - begin : Duration.Zero;
            }
        }

        return sum;
    }

    /// <summary>
    /// The same time of day so many working days later (or earlier, when negative). Zero gives the start when
    /// its day is a working day, else the same time on the next one.
    /// </summary>
    /// <exception cref="InvalidOperationException">Not reached within <see cref="HorizonDays"/>.</exception>
    public Instant AddWorkingDays(Instant start, int days) =>
        TryAddWorkingDays(start, days, out var end) ? end : throw BeyondHorizon();

    /// <summary>As <see cref="AddWorkingDays"/>; false when the calendar has no such day.</summary>
    public bool TryAddWorkingDays(Instant start, int days, out Instant end)
    {
        var local = start.InZone(Zone);
        var step = days < 0 ? -1 : 1;
        var missing = Math.Abs((long)days);
        if (missing == 0 && IsWorkingDay(local.Date))
        {
            end = start;
            return true;
        }

        missing = Math.Max(missing, 1);
        for (var passed = 1; passed <= HorizonDays; passed++)
        {
            var date = local.Date.PlusDays(passed * step);
            if (IsWorkingDay(date) && --missing == 0)
            {
                end = At(date, local.TimeOfDay);
                return true;
            }
        }

        end = start;
        return false;
    }

    /// <summary>
    /// The moment itself when open, else the next opening; null when there is none within the horizon.
    /// </summary>
    public Instant? NextOpening(Instant instant)
    {
        var date = instant.InZone(Zone).Date;
        for (var passed = 0; passed <= HorizonDays; passed++)
        {
            foreach (var opening in OpeningsOn(date.PlusDays(passed)))
            {
                if (opening.End > instant)
                {
                    return Instant.Max(opening.Start, instant);
                }
            }
        }

        return null;
    }

    private bool TryAddForward(Instant start, Duration workingTime, out Instant end)
    {
        var date = start.InZone(Zone).Date;
        for (var passed = 0; passed <= HorizonDays; passed++)
        {
            foreach (var opening in OpeningsOn(date.PlusDays(passed)))
            {
                var begin = Instant.Max(opening.Start, start);
                var here = opening.End - begin;
                if (here >= workingTime)
                {
                    end = begin + workingTime;
                    return true;
                }

                workingTime -= here > Duration.Zero ? here : Duration.Zero;
            }
        }

        end = start;
        return false;
    }

    private bool TryAddBackward(Instant start, Duration workingTime, out Instant end)
    {
        var date = start.InZone(Zone).Date;
        for (var passed = 0; passed <= HorizonDays; passed++)
        {
            foreach (var opening in OpeningsOn(date.PlusDays(-passed)).Reverse())
            {
                var finish = Instant.Min(opening.End, start);
                var here = finish - opening.Start;
                if (here >= workingTime)
                {
                    end = finish - workingTime;
                    return true;
                }

                workingTime -= here > Duration.Zero ? here : Duration.Zero;
            }
        }

        end = start;
        return false;
    }

    // A time the clocks skip is the moment of the change; one they repeat is its first occurrence. Adjoining
    // hours then still adjoin.
    private Instant At(LocalDate date, LocalTime time)
    {
        var mapping = Zone.MapLocal(date.At(time));
        return mapping.Count == 0 ? mapping.EarlyInterval.End : mapping.First().ToInstant();
    }

    private InvalidOperationException BeyondHorizon() =>
        new($"The calendar '{Code}' does not hold so much working time within {HorizonDays} days.");
}
