using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Registries;

/// <summary>One round of asking one bureau for an order's documents. A correction or a re-routing is a new round.</summary>
internal sealed class BureauRequest
{
    /// <summary><c>{trackingNumber}-R{n}</c>: what the bureau knows the round by.</summary>
    public required string RequestId { get; init; }

    public Guid OrderId { get; init; }

    /// <summary>1, 2, 3 … within the order.</summary>
    public int Number { get; init; }

    public required string BureauCode { get; init; }

    /// <summary><c>rest</c>, <c>sftp</c> or <c>desk</c>.</summary>
    public required string Channel { get; init; }

    public RequestState State { get; set; }

    /// <summary>The day an answer is expected by, <c>yyyy-MM-dd</c>.</summary>
    public required string DueOn { get; set; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the bureau demonstrably had it.</summary>
    public DateTimeOffset? ReceivedAt { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>The <c>REQ</c> file it went out in, for file exchange.</summary>
    public string? FileName { get; set; }

    /// <summary>Why it cannot be sent, or why the bureau did not take it; a person has to look. Null when all is well.</summary>
    public string? Problem { get; set; }

    /// <summary>When the bureau last said that it is still searching; null once it answered.</summary>
    public DateTimeOffset? SearchingSince { get; set; }

    public int Reminders { get; set; }
}

/// <summary>Where a request stands.</summary>
internal enum RequestState
{
    /// <summary>Waits to be sent (REST) or to be written into the next file (SFTP).</summary>
    Queued = 1,

    /// <summary>In a file on its way.</summary>
    Sent = 2,

    /// <summary>The bureau has it.</summary>
    Received = 3,

    /// <summary>Every line has its final answer.</summary>
    Answered = 4,

    /// <summary>A newer round has taken its place.</summary>
    Withdrawn = 5,
}

internal sealed class BureauRequestConfiguration : IEntityTypeConfiguration<BureauRequest>
{
    public void Configure(EntityTypeBuilder<BureauRequest> builder)
    {
        builder.ToTable("bureau_requests").HasKey(r => r.RequestId);
        builder.HasIndex(r => new { r.OrderId, r.Number }).IsUnique();
        builder.HasIndex(r => new { r.BureauCode, r.State });
        // A receipt is about requests on their way (RequestState.Sent); those that are answered cost no entry.
        builder.HasIndex(r => r.FileName).HasFilter("state = 2");
        // A newer round, an answer and a receipt may meet: whoever comes second looks again.
        builder.Property(r => r.State).IsConcurrencyToken();
    }
}
