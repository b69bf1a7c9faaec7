using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Work;

/// <summary>Intent before, outcome after: one row per outgoing effect, kept for good.</summary>
internal sealed class Effect
{
    /// <summary><see cref="WorkItem.EffectKey"/>.</summary>
    public required string Key { get; init; }

    public Guid WorkItemId { get; init; }
    public required string Type { get; init; }
    public required string Partner { get; init; }
    public Guid? OrderId { get; init; }
    public EffectState State { get; set; }
    public TransmissionLevel Level { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset IntendedAt { get; init; }
    public DateTimeOffset? OutcomeAt { get; set; }
    public DateTimeOffset? NextCheckAt { get; set; }

    /// <summary>The partner's reference, code or words, without personal data.</summary>
    public string? Detail { get; set; }
}

internal sealed class EffectConfiguration : IEntityTypeConfiguration<Effect>
{
    public void Configure(EntityTypeBuilder<Effect> builder)
    {
        builder.ToTable("effects").HasKey(e => e.Key);
        builder.HasIndex(e => e.OrderId);
        builder.HasIndex(e => e.NextCheckAt);
    }
}

/// <summary>What is known of an outgoing effect (reliability.md, I10).</summary>
internal enum EffectState
{
    /// <summary>The intention is written; a try may be under way.</summary>
    Intended = 1,

    /// <summary>A try ended without an answer. The status query (<see cref="Effect.NextCheckAt"/>) decides before anything is sent again.</summary>
    InDoubt = 2,

    /// <summary>Done, as far as <see cref="Effect.Level"/> says.</summary>
    Done = 3,

    /// <summary>The partner said no.</summary>
    Refused = 4,

    /// <summary>Given up by a person or withdrawn by the process before it was tried.</summary>
    Withdrawn = 5,

    /// <summary>All tries failed and nobody has to try again: the partner fetches what it missed.</summary>
    GivenUp = 6,
}

/// <summary>How far an outgoing transmission has demonstrably come (architecture.md §2.7).</summary>
internal enum TransmissionLevel
{
    Queued = 1,
    SentBlind = 2,
    Received = 3,
    Accepted = 4,
    Rejected = 5,
}
