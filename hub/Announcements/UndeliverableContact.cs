using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Announcements;

/// <summary>
/// The e-mail address or telephone of an order's requester takes no messages: shown to whoever works on the order, and nothing
/// else follows from it (protocols.md §5). The address itself stands with the order only.
/// </summary>
internal sealed class UndeliverableContact
{
    public Guid OrderId { get; init; }

    /// <summary><c>email</c> or <c>sms</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>What the provider said first.</summary>
    public required string Code { get; init; }

    public DateTimeOffset Since { get; init; }

    /// <summary>Messages that came back.</summary>
    public int Messages { get; set; }

    /// <summary>Notes that a message to the requester came back for good.</summary>
    public static async Task NoteAsync(
        Guid orderId,
        string channel,
        string code,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (await session.Db.UndeliverableContacts.FindAsync([orderId, channel], ct) is { } known)
        {
            known.Messages++;
            return;
        }

        session.Db.UndeliverableContacts.Add(
            new UndeliverableContact
            {
                OrderId = orderId,
                Channel = channel,
                Code = code,
                Since = session.Now,
                Messages = 1,
            }
        );
    }
}

internal sealed class UndeliverableContactConfiguration : IEntityTypeConfiguration<UndeliverableContact>
{
    public void Configure(EntityTypeBuilder<UndeliverableContact> builder) =>
        builder.ToTable("undeliverable_contacts").HasKey(c => new { c.OrderId, c.Channel });
}
