using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Workflows.Time;

namespace Hub.Calendars;

/// <summary>One difference between the calendars as they were and as they are: the reason deadlines move. Kept for good.</summary>
internal sealed class CalendarChange
{
    public Guid Id { get; init; }
    public required string Calendar { get; init; }
    public CalendarChangeKind Kind { get; init; }

    /// <summary>The day, or the first day of the period.</summary>
    public DateOnly Date { get; init; }

    /// <summary>What the day or period is called, in French; <see cref="KnownNames"/> has it in other languages.</summary>
    public required string Name { get; init; }

    public CalendarStatus Status { get; init; }

    /// <summary>Decree or announcement.</summary>
    public required string Source { get; init; }

    /// <summary>Who announced it; <c>file</c> when the calendar's file was edited.</summary>
    public required string By { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>When every open deadline had been reckoned again; null while that is under way.</summary>
    public DateTimeOffset? ReckonedAt { get; set; }
}

/// <summary>What changed.</summary>
internal enum CalendarChangeKind
{
    /// <summary>A day became a holiday.</summary>
    DayOff = 1,

    /// <summary>A holiday became an ordinary day.</summary>
    DayBack = 2,

    /// <summary>A holiday or period is more certain, or called otherwise; no deadline moves.</summary>
    Status = 3,

    /// <summary>A period of other hours was added, changed or taken away.</summary>
    Hours = 4,
}

/// <summary>A calendar as deadlines were last reckoned with it.</summary>
internal sealed class ReckonedCalendar
{
    public required string Calendar { get; init; }

    /// <summary>Its days and periods, one a line (see <see cref="CalendarLines"/>).</summary>
    public required string Lines { get; set; }

    public DateTimeOffset At { get; set; }
}

internal sealed class CalendarChangeConfiguration
    : IEntityTypeConfiguration<CalendarChange>,
        IEntityTypeConfiguration<ReckonedCalendar>
{
    public void Configure(EntityTypeBuilder<CalendarChange> builder)
    {
        builder.ToTable("calendar_changes").HasKey(c => c.Id);
        builder.HasIndex(c => c.ReckonedAt);
        builder.HasIndex(c => c.At);
    }

    public void Configure(EntityTypeBuilder<ReckonedCalendar> builder) =>
        builder.ToTable("reckoned_calendars").HasKey(c => c.Calendar);
}
