using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Audit;

/// <summary>
/// A deadline that was moved because a calendar changed: which, from when to when, and why (domain.md §6.3). Never changed.
/// </summary>
internal sealed class DeadlineChange
{
    /// <summary>The day by which a bureau is to answer.</summary>
    public const string BureauRequest = "bureau-request";

    /// <summary>The cut-off of a bureau's open manifest.</summary>
    public const string Manifest = "manifest";

    /// <summary>The day promised to the citizen.</summary>
    public const string PromisedDay = "promised-day";

    public Guid Id { get; init; }

    /// <summary>The order concerned; null for a bureau's manifest.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>One of the names above, or the element of a process whose timer or task it is.</summary>
    public required string What { get; init; }

    public DateTimeOffset From { get; init; }
    public DateTimeOffset To { get; init; }

    /// <summary>The change of a calendar that moved it.</summary>
    public Guid CalendarChangeId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Notes a deadline that moves in this transaction.</summary>
    public static DeadlineChange Of(
        WriteSession session,
        Guid? orderId,
        string what,
        DateTimeOffset from,
        DateTimeOffset to,
        Guid calendarChangeId
    ) =>
        new()
        {
            Id = session.NewId(),
            OrderId = orderId,
            What = what,
            From = from.ToStoredPrecision(),
            To = to.ToStoredPrecision(),
            CalendarChangeId = calendarChangeId,
            At = session.Now,
        };
}

internal sealed class DeadlineChangeConfiguration : IEntityTypeConfiguration<DeadlineChange>
{
    public void Configure(EntityTypeBuilder<DeadlineChange> builder)
    {
        builder.ToTable("deadline_changes").HasKey(c => c.Id);
        builder.HasIndex(c => c.OrderId);
        builder.HasIndex(c => c.CalendarChangeId);
    }
}
