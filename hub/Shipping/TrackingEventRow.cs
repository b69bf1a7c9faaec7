using Adapters.Post;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Shipping;

/// <summary>One event of one letter, kept however late and however often it came; the same event is one row.</summary>
internal sealed class TrackingEventRow
{
    public Guid Id { get; init; }
    public required string Item { get; init; }

    /// <summary>EMSEVT code; <c>RET</c> for a row of a return file.</summary>
    public required string Code { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Empty when the post named none: part of what makes an event the same.</summary>
    public required string Office { get; init; }

    public string? Country { get; init; }
    public string? Reason { get; init; }
    public string? Action { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
    public required string FileName { get; init; }

    /// <summary>As the post's language has it.</summary>
    public TrackingEvent ToEvent() =>
        new(Item, Code, At, Office.Length == 0 ? null : Office, Country, Reason, Action, Signatory: null);
}

internal sealed class TrackingEventRowConfiguration : IEntityTypeConfiguration<TrackingEventRow>
{
    public void Configure(EntityTypeBuilder<TrackingEventRow> builder)
    {
        builder.ToTable("tracking_events").HasKey(e => e.Id);
        builder
            .HasIndex(e => new
            {
                e.Item,
                e.Code,
                e.At,
                e.Office,
            })
            .IsUnique();
    }
}
