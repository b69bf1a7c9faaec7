using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Workflows.Time;

namespace Hub.Catalogue;

/// <summary>
/// Other hours that an administrator has announced for one calendar: Ramadan by ministerial order, summer, a day that ends at
/// noon (domain.md §6.1). It rules over the calendar's file. Append-only: the latest word about a period counts.
/// </summary>
internal sealed class AnnouncedPeriod
{
    /// <summary>
    /// Days by which a period may move and still be the same: a predicted Ramadan moves by one or two, the next one begins
    /// some 354 days later.
    /// </summary>
    public const int SameWithinDays = 60;

    public Guid Id { get; init; }

    /// <summary>Rising: the order in which things were said.</summary>
    public long Number { get; init; }

    public required string Calendar { get; init; }

    /// <summary><c>Ramadan</c> …, in French: with its first day it says which period is meant.</summary>
    public required string Name { get; init; }

    public string? NameAr { get; init; }
    public string? NameEn { get; init; }

    /// <summary>Its name in every language in which it was announced.</summary>
    public CalendarName Names => new(Name, NameAr, NameEn);

    public DateOnly From { get; init; }

    /// <summary>The last day, included.</summary>
    public DateOnly To { get; init; }

    /// <summary>False: the usual hours hold, whatever was said before.</summary>
    public bool IsInForce { get; init; }

    /// <summary>Hours of Monday to Friday.</summary>
    public TimeOnly Opens { get; init; }

    public TimeOnly Closes { get; init; }

    /// <summary>Hours of Saturday, for a calendar that is open then; null: closed.</summary>
    public TimeOnly? SaturdayOpens { get; init; }

    public TimeOnly? SaturdayCloses { get; init; }

    public CalendarStatus Status { get; init; }

    /// <summary>Ministerial order or announcement.</summary>
    public required string Source { get; init; }

    public required string By { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Is a period of this name that begins on that day this one, as it was known before?</summary>
    public bool IsAbout(string name, LocalDate from) =>
        string.Equals(name, Name, StringComparison.OrdinalIgnoreCase)
        && Math.Abs(Period.DaysBetween(LocalDate.FromDateOnly(From), from)) <= SameWithinDays;

    /// <summary>The calendar with this period as announced, instead of what it was before.</summary>
    public WorkingCalendar ApplyTo(WorkingCalendar calendar)
    {
        var others = calendar.Without(period => IsAbout(period.Name.Fr, period.From));
        return IsInForce
            ? others.With(
                new SpecialPeriod(
                    Names,
                    LocalDate.FromDateOnly(From),
                    LocalDate.FromDateOnly(To),
                    HoursFor(calendar),
                    Status,
                    Source
                )
            )
            : others;
    }

    // An authority that is closed on a day of the week stays closed: other hours open no door.
    private WeeklyHours HoursFor(WorkingCalendar calendar)
    {
        var days = new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>>();
        foreach (var day in Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None))
        {
            if (calendar.Hours.On(day).Count == 0)
            {
                continue;
            }

            if (day < IsoDayOfWeek.Saturday)
            {
                days[day] = [Hours(Opens, Closes)];
            }
            else if (SaturdayOpens is { } opens && SaturdayCloses is { } closes)
            {
                days[day] = [Hours(opens, closes)];
            }
        }

        return new WeeklyHours(days);
    }

    private static OpenHours Hours(TimeOnly from, TimeOnly to) =>
        new(LocalTime.FromTimeOnly(from), LocalTime.FromTimeOnly(to));
}

internal sealed class AnnouncedPeriodConfiguration : IEntityTypeConfiguration<AnnouncedPeriod>
{
    public void Configure(EntityTypeBuilder<AnnouncedPeriod> builder)
    {
        builder.ToTable("announced_periods").HasKey(p => p.Id);
        builder.HasIndex(p => p.Number).IsUnique();
        builder.Ignore(p => p.Names);
    }
}
