using Adapters.Exchange;
using Hub.Orders;
using Hub.Processes;
using Hub.Registries;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Exchange;

/// <summary>A partner's <c>ACK</c> or <c>ERR</c>: what became of a file of ours.</summary>
internal sealed class ReceiptFileReader(FileKind kind) : IFileReader
{
    /// <summary>The alarm for a file of ours that its reader refuses, as a whole or in rows.</summary>
    public const string RefusedCode = "file_refused_by_partner";

    private const int RowsNamed = 5;

    public FileKind Kind => kind;

    public async Task<FileVerdict> ApplyAsync(IncomingFile file, WriteSession session, CancellationToken ct)
    {
        if (Receipts.Read(kind, file.Content) is not ReceiptReading.Readable receipt)
        {
            return FileVerdict.Unreadable(
                DropChecks.Problem("receipt_unreadable", "The receipt names no file.")
            );
        }

        var ours = await session.Db.ExchangeFiles.FirstOrDefaultAsync(
            f => f.Partner == file.Partner && f.Direction == FileDirection.Out && f.Name == receipt.File,
            ct
        );
        if (ours is null)
        {
            return Refused("file", "file_unknown", "We sent no file of that name.");
        }

        if (receipt.Sha256.Length > 0 && receipt.Sha256 != ours.Sha256)
        {
            return Refused("sha256", "receipt_hash_differs", "The hash is not that of our file.");
        }

        if (ours.State is FileState.Composed or FileState.Sent)
        {
            await AnswerAsync(ours, receipt, session, ct);
        }

        return FileVerdict.Applied(1, []);
    }

    private static FileVerdict Refused(string column, string code, string message) =>
        FileVerdict.Applied(1, [new ReceiptRow(1, "", new RowProblem(1, column, code, message))]);

    private async Task AnswerAsync(
        ExchangeFile ours,
        ReceiptReading.Readable receipt,
        WriteSession session,
        CancellationToken ct
    )
    {
        ours.State = kind == FileKind.ACK ? FileState.Acknowledged : FileState.Refused;
        ours.AnsweredAt = session.Now;
        ours.NextResendAt = null;
        ours.Problems = [.. receipt.Refused.Select(row => row.Problem!)];
        if (ours.Problems.Count > 0 || kind == FileKind.ERR)
        {
            var rows = string.Join(", ", ours.Problems.Take(RowsNamed).Select(p => $"{p.Line}: {p.Code}"));
            Incident.Open(session, RefusedCode, $"'{ours.Name}': {rows}", ours.Partner);
        }

        if (ours.Kind == FileKind.REQ && kind == FileKind.ACK)
        {
            await MarkReceivedAsync(ours, receipt, session, ct);
        }
    }

    private static async Task MarkReceivedAsync(
        ExchangeFile ours,
        ReceiptReading.Readable receipt,
        WriteSession session,
        CancellationToken ct
    )
    {
        var refused = receipt
            .Refused.Where(row => row.RequestId.Length > 0)
            .GroupBy(row => row.RequestId, StringComparer.Ordinal)
            .ToDictionary(rows => rows.Key, rows => rows.First().Problem!.Code, StringComparer.Ordinal);
        var requests = await session
            .Db.BureauRequests.Where(r => r.FileName == ours.Name && r.State == RequestState.Sent)
            .ToListAsync(ct);
        foreach (var request in requests)
        {
            if (refused.TryGetValue(request.RequestId, out var code))
            {
                request.Problem = code;
                continue;
            }

            request.State = RequestState.Received;
            request.ReceivedAt ??= session.Now;
            var order = await OrderLock.HoldAsync(session, request.OrderId, ct);
            if (order.State == OrderState.Routed)
            {
                order.MoveTo(OrderState.AtBureau, "bureau:" + request.BureauCode, null, session);
            }
        }
    }
}
