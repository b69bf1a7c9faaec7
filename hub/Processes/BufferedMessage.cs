using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Processes;

/// <summary>A message nobody (or not everybody) has taken yet; kept until its time to live is over (R23–R26).</summary>
internal sealed class BufferedMessage
{
    public required string CorrelationKey { get; init; }
    public required string Name { get; init; }

    /// <summary>
    /// The sender's id: a second message with the same name, key and id is a duplicate while this one is kept. A message sent
    /// without an id has one of its own, so it is never a duplicate.
    /// </summary>
    public required string MessageId { get; init; }

    public required string Payload { get; init; }
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>Its place among the messages of the transaction that published it.</summary>
    public int Place { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The process ids that have taken it, each between bars: <c>|bureau-rest|</c>.</summary>
    public string TakenBy { get; set; } = "|";
}

internal sealed class BufferedMessageConfiguration : IEntityTypeConfiguration<BufferedMessage>
{
    public void Configure(EntityTypeBuilder<BufferedMessage> builder)
    {
        builder.ToTable("buffered_messages");
        builder.HasKey(m => new
        {
            m.CorrelationKey,
            m.Name,
            m.MessageId,
        });
        builder.HasIndex(m => m.ExpiresAt);
    }
}
