using Adapters.Exchange;
using Adapters.Registries;
using Hub.Catalogue;
using Hub.Orders;
using Hub.Registries;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Exchange;

/// <summary>A bureau's <c>ANS</c> file: taken batch by batch in one transaction, so that its size costs time and not memory.</summary>
internal sealed class AnswerFileReader(ReferenceCatalogue catalogue, ReceiveAnswers receive) : IFileReader
{
    private const int BatchRows = 2_000;

    /// <summary>Up to this many answers the processes are told in the same transaction.</summary>
    private const int MaxToldAtOnce = 500;

    public FileKind Kind => FileKind.ANS;

    public async Task<FileVerdict> ApplyAsync(IncomingFile file, WriteSession session, CancellationToken ct)
    {
        var reasons = catalogue.Now.Reasons.Keys.ToHashSet(StringComparer.Ordinal);
        switch (AnswerFile.Read(file.Body, file.Profile, reasons))
        {
            case AnswerFileReading.Unreadable unreadable:
                return FileVerdict.Unreadable(unreadable.Problem);
            case AnswerFileReading.Readable readable:
                using (var receipt = file.NewReceipt(readable.Records))
                {
                    await TakeAsync(file, readable, receipt, session, ct);
                    return receipt.ToVerdict();
                }
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The rows batch by batch: while one is written, the next is read and checked.</summary>
    private static async IAsyncEnumerable<AnswerFileRow[]> ReadAheadAsync(IEnumerable<AnswerFileRow> rows)
    {
        using var batches = rows.Chunk(BatchRows).GetEnumerator();
        Task<AnswerFileRow[]?> NextAsync() =>
            Task.Run(() => batches.MoveNext() ? batches.Current : null, CancellationToken.None);
        var next = NextAsync();
        try
        {
            while (await next is { } batch)
            {
                next = NextAsync();
                yield return batch;
            }
        }
        finally
        {
            // Whoever stops in the middle must not take the file from under the reader.
            await Task.WhenAny(next);
        }
    }

    /// <summary>While the store writes one batch, the fate of the one before it is noted.</summary>
    private async Task TakeAsync(
        IncomingFile file,
        AnswerFileReading.Readable answers,
        FileReceipt receipt,
        WriteSession session,
        CancellationToken ct
    )
    {
        var tellLater = answers.Records > MaxToldAtOnce;
        var noted = Task.CompletedTask;
        try
        {
            await foreach (var batch in ReadAheadAsync(answers.Rows))
            {
                var good = batch.Where(row => row.Answer is not null).Select(row => row.Answer!).ToList();
                var verdicts = await receive.RunAsync(file.Partner, good, tellLater, session, ct);
                await session.SaveBusinessRowsAsync(ct);
                Forget(session.Db);
                await noted;
                noted = Task.Run(() => Note(batch, verdicts, receipt), CancellationToken.None);
            }
        }
        finally
        {
            // Whoever stops in the middle must not take the receipt from under its writer.
            await noted;
        }
    }

    private static void Note(
        AnswerFileRow[] batch,
        IReadOnlyList<AnswerVerdict> verdicts,
        FileReceipt receipt
    )
    {
        var next = 0;
        foreach (var row in batch)
        {
            if (row.Answer is { } answer)
            {
                receipt.Add(ToRow(row.Line, answer, verdicts[next++]));
                continue;
            }

            foreach (var problem in row.Problems)
            {
                receipt.Add(new ReceiptRow(row.Line, "", problem));
            }
        }
    }

    private static ReceiptRow ToRow(int line, RegistryAnswer answer, AnswerVerdict verdict) =>
        new(
            line,
            answer.RequestId,
            verdict.Code is null ? null : new RowProblem(line, verdict.Column, verdict.Code, verdict.Message!)
        );

    /// <summary>What has been written of orders is not kept in memory until the end of the file.</summary>
    private static void Forget(HubDb db)
    {
        foreach (var entry in db.ChangeTracker.Entries().ToList())
        {
            if (
                entry is
                {
                    State: EntityState.Unchanged,
                    Entity: Order or OrderLine or OrderEvent or OrderAnnouncement
                }
            )
            {
                entry.State = EntityState.Detached;
            }
        }
    }
}
