using Hub.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Attachments;

/// <summary>An order names a file: it is kept as long as the last order that does needs it.</summary>
internal sealed class OrderAttachment
{
    public Guid OrderId { get; init; }
    public Guid AttachmentId { get; init; }
}

/// <summary>Somebody looked at a citizen's file; every look is kept (domain.md §9).</summary>
internal sealed class AttachmentLook
{
    public Guid Id { get; init; }
    public Guid AttachmentId { get; init; }

    /// <summary>The order for whose sake.</summary>
    public Guid OrderId { get; init; }

    /// <summary><c>user:name</c>.</summary>
    public required string Actor { get; init; }

    public DateTimeOffset At { get; init; }
}

internal sealed class OrderAttachmentConfiguration
    : IEntityTypeConfiguration<OrderAttachment>,
        IEntityTypeConfiguration<AttachmentLook>
{
    public void Configure(EntityTypeBuilder<OrderAttachment> builder)
    {
        builder.ToTable("order_attachments").HasKey(a => new { a.OrderId, a.AttachmentId });
        builder.HasIndex(a => a.AttachmentId);
        builder.HasOne<Order>().WithMany().HasForeignKey(a => a.OrderId);
        builder.HasOne<Attachment>().WithMany().HasForeignKey(a => a.AttachmentId);
    }

    public void Configure(EntityTypeBuilder<AttachmentLook> builder)
    {
        builder.ToTable("attachment_looks").HasKey(l => l.Id);
        builder.HasIndex(l => l.OrderId);
    }
}
