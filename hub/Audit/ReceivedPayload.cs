using System.Security.Cryptography;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Audit;

/// <summary>
/// Something a partner sent us, kept byte for byte with what became of it: processed, duplicate, rejected or quarantined,
/// and nothing else (reliability.md, I9). Written in the transaction that decides.
/// </summary>
internal sealed class ReceivedPayload
{
    public Guid Id { get; init; }

    /// <summary><c>portal-api</c>, <c>cmi-callback</c>, <c>settlement</c>, <c>bureau-rest</c>, <c>post-ranges</c>, <c>file</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Who sent it: a client id, <c>cmi</c>, a bureau code, <c>post</c>.</summary>
    public required string Partner { get; init; }

    /// <summary>What it is about: a reference, an oid, a file name.</summary>
    public string? Key { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>Its bytes; empty when a large file keeps them in parts, or when they were purged.</summary>
    public required byte[] Content { get; init; }

    /// <summary>When its bytes were deleted because their time was over; null while they are kept.</summary>
    public DateTimeOffset? PurgedAt { get; init; }

    public PayloadOutcome Outcome { get; set; }

    /// <summary>The coded reason when it was not processed.</summary>
    public string? Code { get; set; }

    /// <summary>Where it is wrong and what would be right.</summary>
    public string? Message { get; set; }

    public Guid? OrderId { get; set; }

    /// <summary>Until when a quarantined payload is tried again by itself; null = a person decides.</summary>
    public DateTimeOffset? RetryUntil { get; set; }

    /// <summary>Keeps a payload and what became of it.</summary>
    public static ReceivedPayload Keep(
        WriteSession session,
        Arrival arrival,
        PayloadOutcome outcome,
        string? code = null,
        string? message = null,
        Guid? orderId = null
    )
    {
        var payload = new ReceivedPayload
        {
            Id = session.NewId(),
            Channel = arrival.Channel,
            Partner = arrival.Partner,
            Key = arrival.Key,
            ReceivedAt = session.Now,
            Sha256 = arrival.Sha256 ?? Convert.ToHexStringLower(SHA256.HashData(arrival.Content)),
            Content = arrival.Content,
            Outcome = outcome,
            Code = code,
            Message = message,
            OrderId = orderId,
        };
        session.Db.ReceivedPayloads.Add(payload);
        return payload;
    }
}

/// <summary>What arrived, before anybody judged it.</summary>
internal sealed record Arrival(string Channel, string Partner, string? Key, byte[] Content)
{
    /// <summary>The hash of all that arrived, when <see cref="Content"/> is not all of it.</summary>
    public string? Sha256 { get; init; }
}

/// <summary>What became of a payload.</summary>
internal enum PayloadOutcome
{
    Processed = 1,

    /// <summary>Heard before; answered the same, done nothing.</summary>
    Duplicate = 2,

    /// <summary>Refused with a code.</summary>
    Rejected = 3,

    /// <summary>Kept apart until it can be understood or a person decides.</summary>
    Quarantined = 4,
}

internal sealed class ReceivedPayloadConfiguration : IEntityTypeConfiguration<ReceivedPayload>
{
    public void Configure(EntityTypeBuilder<ReceivedPayload> builder)
    {
        builder.ToTable("received_payloads").HasKey(p => p.Id);
        builder.HasIndex(p => p.OrderId);
        builder.HasIndex(p => p.Key);
        builder.HasIndex(p => new { p.Outcome, p.ReceivedAt });
    }
}
