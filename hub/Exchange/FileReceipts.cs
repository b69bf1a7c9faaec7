using Adapters.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Exchange;

/// <summary>Answers incoming files: each by exactly one <c>ACK</c> or <c>ERR</c>, the same one again when the file comes again.</summary>
internal sealed class FileReceipts(OutgoingFiles outgoing)
{
    private const string Folder = "ack";
    private const string Nobody = "POST";

    /// <summary>
    /// Composes the answer to a file that was decided for the first time. Receipts are answers
    /// themselves, and so are the post's verdicts that can be read; answering them would never end.
    /// </summary>
    public async Task AnswerAsync(
        ExchangeFile row,
        ExchangeFileName? name,
        FileVerdict verdict,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (
            name is { Kind: FileKind.ACK or FileKind.ERR }
            || (verdict.IsReadable && name is { Kind: FileKind.MAC })
        )
        {
            return;
        }

        var seal = new FileSeal(row.Sha256, row.Bytes, verdict.Records);
        var bureau = row.Partner == ExchangeOptions.Post ? name?.Bureau ?? Nobody : row.Partner;
        var receipt = await outgoing.ComposeAsync(
            row.Partner,
            bureau,
            verdict.IsReadable ? FileKind.ACK : FileKind.ERR,
            Folder,
            _ =>
                verdict.Receipt
                ?? (
                    verdict.IsReadable
                        ? Receipts.Acknowledge(row.Name, seal, verdict.Rows)
                        : Receipts.Refuse(row.Name, seal.Sha256, verdict.Problems)
                ),
            session,
            ct
        );
        row.ReceiptName = receipt.Required.Name;
    }

    /// <summary>Sends the answer given before once more.</summary>
    public static async Task AnswerAgainAsync(ExchangeFile row, WriteSession session, CancellationToken ct)
    {
        if (row.ReceiptName is null)
        {
            return;
        }

        var receipt = await session.Db.ExchangeFiles.FirstAsync(
            f => f.Partner == row.Partner && f.Direction == FileDirection.Out && f.Name == row.ReceiptName,
            ct
        );
        receipt.Resends++;
        OutgoingFiles.Send(receipt, Folder, session);
    }
}
