using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Payments;

/// <summary>
/// A payer's bank takes money back. A letter tells us, which a person enters, or the provider's settlement, or first one and
/// then the other: it is one case, and booked once. It ends won or lost.
/// </summary>
internal sealed class Chargeback
{
    /// <summary>Longest case number.</summary>
    public const int MaxCaseNumber = 40;

    public Guid Id { get; init; }
    public Guid OrderId { get; init; }
    public Guid AttemptId { get; init; }

    /// <summary>The bank's number of the case; where only the settlement tells it, its batch and line.</summary>
    public required string CaseNumber { get; init; }

    /// <summary>Coded, one of <see cref="ChargebackReasons"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>The day of the letter, or of the settlement, <c>yyyy-MM-dd</c>.</summary>
    public required string NoticedOn { get; init; }

    public long AmountCentimes { get; init; }

    /// <summary>Of the amount, what we owed the payer anyway when it was booked; owed again when the case is won.</summary>
    public long OwedCentimes { get; set; }

    /// <summary>Who entered the letter: <c>user:name</c>; the partner where its settlement told it.</summary>
    public required string EnteredBy { get; init; }

    public DateTimeOffset EnteredAt { get; init; }
    public ChargebackState State { get; set; }

    /// <summary>The second person, who agreed to the booking or dismissed it.</summary>
    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The provider's own line, once it has come.</summary>
    public Guid? LineId { get; set; }

    public string? EndedBy { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The provider's line that gives the money of a case that was won.</summary>
    public Guid? ReversalLineId { get; set; }

    /// <summary>Is its money booked as taken back, for now or for good?</summary>
    public bool IsBooked => State is ChargebackState.Open or ChargebackState.Won or ChargebackState.Lost;
}

/// <summary>Where a case stands.</summary>
internal enum ChargebackState
{
    /// <summary>Entered, and so large that a second person has to agree before it is booked.</summary>
    Waiting = 1,

    /// <summary>Booked; it may still be contested.</summary>
    Open = 2,
    Won = 3,
    Lost = 4,

    /// <summary>The second person did not agree: nothing was booked.</summary>
    Dismissed = 5,
}

/// <summary>Why a bank takes money back, as the letters put it.</summary>
internal static class ChargebackReasons
{
    /// <summary>The payer says that it was somebody else.</summary>
    public const string NotRecognised = "not_recognised";

    /// <summary>The settlement says that it happened, and no more.</summary>
    public const string Unstated = "unstated";

    /// <summary>What a person may choose.</summary>
    public static IReadOnlyList<string> All { get; } =
    [NotRecognised, "not_received", "paid_twice", "amount_wrong", "refund_missing", "other"];
}

internal sealed class ChargebackConfiguration : IEntityTypeConfiguration<Chargeback>
{
    public void Configure(EntityTypeBuilder<Chargeback> builder)
    {
        builder.ToTable("chargebacks").HasKey(c => c.Id);
        builder.HasIndex(c => c.OrderId);
        builder.HasIndex(c => new { c.AttemptId, c.CaseNumber }).IsUnique();
        builder.HasIndex(c => c.State);
        builder.Ignore(c => c.IsBooked);
    }
}
