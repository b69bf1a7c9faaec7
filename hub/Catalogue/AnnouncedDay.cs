using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Workflows.Time;

namespace Hub.Catalogue;

/// <summary>
/// What an administrator has announced about one day of one calendar; it rules over the calendar's file. Append-only: the
/// latest word about a day counts.
/// </summary>
internal sealed class AnnouncedDay
{
    public Guid Id { get; init; }

    /// <summary>Rising: the order in which things were said.</summary>
    public long Number { get; init; }

    public required string Calendar { get; init; }
    public DateOnly Date { get; init; }

    /// <summary>True: nobody works. False: the day is an ordinary one, whatever was said before.</summary>
    public bool IsOff { get; init; }

    /// <summary>Its name in French.</summary>
    public required string Name { get; init; }

    public string? NameAr { get; init; }
    public string? NameEn { get; init; }

    /// <summary>Its name in every language in which it was announced.</summary>
    public CalendarName Names => new(Name, NameAr, NameEn);

    public CalendarStatus Status { get; init; }

    /// <summary>Decree or announcement.</summary>
    public required string Source { get; init; }

    public required string By { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The calendar with this day as announced.</summary>
    public WorkingCalendar ApplyTo(WorkingCalendar calendar)
    {
        var date = LocalDate.FromDateOnly(Date);
        return IsOff
            ? calendar.With(
                new Holiday(
                    date,
                    Names,
                    Status,
                    Source,
                    Instant.FromDateTimeOffset(At).InZone(calendar.Zone).Date
                )
            )
            : calendar.WithoutHoliday(date);
    }
}

internal sealed class AnnouncedDayConfiguration : IEntityTypeConfiguration<AnnouncedDay>
{
    public void Configure(EntityTypeBuilder<AnnouncedDay> builder)
    {
        builder.ToTable("announced_days").HasKey(d => d.Id);
        builder.HasIndex(d => d.Number).IsUnique();
        builder.Ignore(d => d.Names);
    }
}
