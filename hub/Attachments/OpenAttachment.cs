using Hub.Sealing;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Attachments;

/// <summary>Somebody who has an order in hand looks at a file it names. The look is kept before the file is shown.</summary>
internal sealed class OpenAttachment(HubStore store, Seals seals)
{
    /// <summary>The file, or null when the order names no such one.</summary>
    public Task<OpenedAttachment?> RunAsync(
        Guid orderId,
        Guid attachmentId,
        string actor,
        CancellationToken ct
    ) =>
        store.WriteAsync<OpenedAttachment?>(
            async session =>
            {
                var attachment = await session
                    .Db.OrderAttachments.Where(a => a.OrderId == orderId && a.AttachmentId == attachmentId)
                    .Join(session.Db.Attachments, a => a.AttachmentId, a => a.Id, (_, a) => a)
                    .AsNoTracking()
                    .FirstOrDefaultAsync(ct);
                if (attachment?.Open(seals) is not { } content)
                {
                    return null;
                }

                session.Db.AttachmentLooks.Add(
                    new AttachmentLook
                    {
                        Id = session.NewId(),
                        AttachmentId = attachmentId,
                        OrderId = orderId,
                        Actor = actor,
                        At = session.Now,
                    }
                );
                return new OpenedAttachment(attachment.MediaType, content);
            },
            ct
        );
}

/// <summary>A file as it came.</summary>
internal sealed record OpenedAttachment(string MediaType, byte[] Content);
