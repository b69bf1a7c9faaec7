using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Orders;

/// <summary>
/// A citizen's order of extracts and full copies of one birth act. Its state changes only through <see cref="MoveTo"/>, which
/// writes the audit row that the state is the fold of (reliability.md, I8).
/// </summary>
internal sealed class Order
{
    private ActReference act = null!;

    public Guid Id { get; init; }

    /// <summary>The number everybody sees: <c>CASA-2026-000123</c>.</summary>
    public required string TrackingNumber { get; init; }

    /// <summary>The portal client that placed it.</summary>
    public required string ClientId { get; init; }

    /// <summary>The portal's own reference, unique per client.</summary>
    public required string Reference { get; init; }

    /// <summary>The bureau that has to answer now; changes when the order is re-routed.</summary>
    public required string BureauCode { get; set; }

    /// <summary>The bureau type whose process serves the order now: <c>bureau-rest</c> …</summary>
    public required string BureauType { get; set; }

    public OrderState State { get; private set; }

    /// <summary><c>ar</c> or <c>fr</c>: the language the citizen is written to in.</summary>
    public required string Locale { get; init; }

    public required string Purpose { get; init; }

    public required ActReference Act
    {
        get => act;
        set => (act, ActNumber) = (value, value.Number);
    }

    /// <summary>The act's number by itself, to search by.</summary>
    public string ActNumber { get; private set; } = "";

    public required Subject Subject { get; set; }
    public required Requester Requester { get; init; }
    public required Recipient Recipient { get; set; }

    /// <summary><c>card</c>, <c>agency</c> or <c>sms</c>.</summary>
    public required string PaymentMethod { get; init; }

    /// <summary>The price the citizen was quoted; never recalculated.</summary>
    public required PriceSnapshot Price { get; init; }

    /// <summary>The one approved attempt whose money pays for this order.</summary>
    public Guid? PaidAttemptId { get; set; }

    /// <summary>True once the one correction the citizen may make has been made (law 55-19).</summary>
    public bool Corrected { get; set; }

    /// <summary>The root process instance that serves the order now.</summary>
    public Guid ProcessInstanceId { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The day promised to the citizen, local to Casablanca, as <c>yyyy-MM-dd</c>.</summary>
    public required string PromisedOn { get; set; }

    /// <summary>When the state last changed.</summary>
    public DateTimeOffset StateSince { get; private set; }

    /// <summary>Number and hash of the last audit row; the next one chains to it.</summary>
    public int EventCount { get; private set; }

    public string LastEventHash { get; private set; } = "";

    public List<OrderLine> Lines { get; init; } = [];
    public List<Guid> AttachmentIds { get; init; } = [];

    /// <summary>
    /// Moves the order to <paramref name="state"/> and writes the audit row. Staying in the same state is a no-op: the same
    /// fact heard twice changes nothing. Announces the change when it is one the portal is told of.
    /// </summary>
    /// <param name="state">The new state.</param>
    /// <param name="actor">Who: <c>system</c>, <c>user:name</c>, <c>partner:cmi</c> …</param>
    /// <param name="reason">A coded reason, or null.</param>
    /// <param name="session">The transaction that carries the change.</param>
    public void MoveTo(OrderState state, string actor, string? reason, WriteSession session)
    {
        if (State == state)
        {
            return;
        }

        var before = EventCount == 0 ? (OrderState?)null : State;
        var entry = OrderEvent.Chain(this, before, state, actor, reason, session.Now);
        session.Db.OrderEvents.Add(entry);
        State = state;
        StateSince = session.Now;
        EventCount = entry.Number;
        LastEventHash = entry.Hash;
        if (state.ToEventType() is { } eventType && eventType != before?.ToEventType())
        {
            OrderAnnouncement.Write(this, eventType, reason, session);
        }
    }
}

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders").HasKey(o => o.Id);
        builder.HasIndex(o => o.TrackingNumber).IsUnique();
        builder.HasIndex(o => new { o.ClientId, o.Reference }).IsUnique();
        builder.HasIndex(o => new { o.BureauCode, o.State });
        builder.HasIndex(o => new { o.State, o.StateSince });
        builder.HasIndex(o => o.CreatedAt);
        builder.HasIndex(o => o.ActNumber);
        builder.Property(o => o.EventCount).IsConcurrencyToken();
        builder.Property(o => o.Act).HasJsonConversion();
        builder.Property(o => o.Subject).HasJsonConversion();
        builder.Property(o => o.Requester).HasJsonConversion();
        builder.Property(o => o.Recipient).HasJsonConversion();
        builder.Property(o => o.Price).HasJsonConversion();
        builder.Property(o => o.AttachmentIds).HasJsonConversion();
        builder.HasMany(o => o.Lines).WithOne().HasForeignKey(l => l.OrderId);
    }
}
