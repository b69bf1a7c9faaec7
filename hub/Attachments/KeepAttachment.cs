using System.Security.Cryptography;
using Hub.Sealing;
using Hub.Storage;

namespace Hub.Attachments;

/// <summary>A portal sends a citizen's file: looked at, sealed and kept, or refused.</summary>
internal sealed class KeepAttachment(FileInspection inspection, Seals seals)
{
    /// <summary>Keeps the file unless it is not one we take.</summary>
    public KeepAttachmentResult Run(string clientId, byte[] file, WriteSession session)
    {
        var verdict = inspection.Judge(file);
        if (verdict is FileVerdict.Refused refused)
        {
            return new KeepAttachmentResult.Refused(refused);
        }

        var id = session.NewId();
        var attachment = new Attachment
        {
            Id = id,
            ClientId = clientId,
            MediaType = ((FileVerdict.Taken)verdict).MediaType,
            Size = file.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)),
            Content = Attachment.Seal(id, file, seals),
            CreatedAt = session.Now,
        };
        session.Db.Attachments.Add(attachment);
        return new KeepAttachmentResult.Kept(attachment);
    }
}

/// <summary>What came of a file.</summary>
internal abstract record KeepAttachmentResult
{
    private KeepAttachmentResult() { }

    public sealed record Kept(Attachment Attachment) : KeepAttachmentResult;

    public sealed record Refused(FileVerdict.Refused Why) : KeepAttachmentResult;
}
