using Adapters.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Exchange;

/// <summary>The bytes of files: small ones in their row, large ones in parts beside it, so that none is ever whole in memory.</summary>
internal sealed class FileContents(HubStore store)
{
    /// <summary>Up to this a file lies in its row.</summary>
    public const int InRow = 64 * 1024;

    /// <summary>Bytes of one part: small enough for the collector to treat it as a thing of the moment.</summary>
    public const int PartBytes = 64 * 1024;

    /// <summary>Parts that are sent to the store at once.</summary>
    private const int PartsAtOnce = 8;

    private static readonly RowShape Part = RowShape.Insert(
        "exchange_file_parts",
        null,
        new Column("file_id", ColumnKind.Guid),
        new Column("number", ColumnKind.Int),
        new Column("bytes", ColumnKind.Bytes)
    );

    /// <summary>What of a file lies in its row.</summary>
    public static byte[] ForRow(FileBody body) => body.Length <= InRow ? body.ToArray() : [];

    /// <summary>Writes what does not lie in the row, inside the transaction that writes the row.</summary>
    public static async Task WritePartsAsync(
        Guid fileId,
        FileBody body,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (body.Length <= InRow)
        {
            return;
        }

        await using var stream = body.OpenRead();
        var buffer = new byte[PartBytes];
        var batch = new RowBatch(Part);
        for (var number = 0; ; number++)
        {
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
            if (read == 0 || batch.Count == PartsAtOnce)
            {
                session.Write([batch]);
                await session.WriteRowsAsync(ct);
                batch = new RowBatch(Part);
            }

            if (read == 0)
            {
                return;
            }

            batch.Add(fileId, number, buffer[..read]);
        }
    }

    /// <summary>The bytes of a file. Those that were purged are empty.</summary>
    public Task<FileBody> OpenAsync(Guid fileId, CancellationToken ct) =>
        store.ReadAsync(db => OpenAsync(db, fileId, ct));

    /// <summary>The same, read with a context of the caller's.</summary>
    public static async Task<FileBody> OpenAsync(HubDb db, Guid fileId, CancellationToken ct)
    {
        var row = await db
            .ExchangeFiles.Where(f => f.Id == fileId)
            .Select(f => new
            {
                f.Content,
                f.Bytes,
                f.PurgedAt,
            })
            .FirstAsync(ct);
        if (row.PurgedAt is not null || row.Content.Length > 0)
        {
            return FileBody.Of(row.Content);
        }

        using var spool = new SpoolStream();
        for (var number = 0; spool.Length < row.Bytes; number++)
        {
            var part = await db
                .ExchangeFileParts.Where(p => p.FileId == fileId && p.Number == number)
                .Select(p => p.Bytes)
                .FirstAsync(ct);
            spool.Write(part);
        }

        return spool.Finish();
    }
}
