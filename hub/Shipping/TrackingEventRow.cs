using Adapters.Post;
using Hub.Exchange;
using Hub.Storage;
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

    /// <summary>
    /// Empty when the post named none: it may name one later for the same scan, and only then does customs' time not count.
    /// </summary>
    public required string Reason { get; init; }

    /// <summary>Empty when the post named none: two attempts at one minute may end differently.</summary>
    public required string Action { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }
    public required string FileName { get; init; }

    /// <summary>An event as it came in a file. Who signed is not kept: a name we have no use for.</summary>
    public static TrackingEventRow Of(TrackingEvent told, IncomingFile file, WriteSession session) =>
        new()
        {
            Id = session.NewId(),
            Item = told.Item,
            Code = told.Code,
            At = told.At.ToStoredPrecision(),
            Office = told.Office ?? "",
            Country = told.Country,
            Reason = told.Reason ?? "",
            Action = told.Action ?? "",
            ReceivedAt = session.Now,
            FileName = file.Name.ToString(),
        };

    /// <summary>Is this the same event, told again?</summary>
    public bool IsSame(TrackingEventRow other) =>
        Item == other.Item
        && Code == other.Code
        && At == other.At
        && Office == other.Office
        && Reason == other.Reason
        && Action == other.Action;

    /// <summary>As the post's language has it.</summary>
    public TrackingEvent ToEvent() =>
        new(Item, Code, At, Optional(Office), Country, Optional(Reason), Optional(Action), Signatory: null);

    private static string? Optional(string text) => text.Length == 0 ? null : text;
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
                e.Reason,
                e.Action,
            })
            .IsUnique();
    }
}
