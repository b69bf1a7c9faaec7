using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Portal;

/// <summary>
/// The first answer to a call, under its idempotency key: committed with what the call did, so that whoever asks again hears
/// the same and nothing is done twice.
/// </summary>
internal sealed class StoredAnswer
{
    public required string ClientId { get; init; }

    /// <summary>The portal's <c>Idempotency-Key</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Method and path: the same key elsewhere is another call.</summary>
    public required string Route { get; init; }

    /// <summary>SHA-256 of what was asked.</summary>
    public required string RequestHash { get; init; }

    public int Status { get; init; }
    public required Dictionary<string, string> Headers { get; init; }

    /// <summary>The body of the answer, sealed: it repeats what citizens told, or shows a secret once.</summary>
    public required byte[] Body { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Afterwards the key is free again.</summary>
    public DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class StoredAnswerConfiguration : IEntityTypeConfiguration<StoredAnswer>
{
    public void Configure(EntityTypeBuilder<StoredAnswer> builder)
    {
        builder.ToTable("stored_answers").HasKey(a => new { a.ClientId, a.Key });
        builder.HasIndex(a => a.ExpiresAt);
        builder.Property(a => a.Headers).HasJsonConversion();
    }
}
