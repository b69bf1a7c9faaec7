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
            case AnswerFileReading.Readable readable when file.FindMiscount(readable.Records) is { } miscount:
                return FileVerdict.Unreadable(miscount);
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

    /// <summary>
    /// While a batch is judged, the store writes the one before and is asked about the one after; what became of the one before
    /// is noted meanwhile.
    /// </summary>
    private async Task TakeAsync(
        IncomingFile file,
        AnswerFileReading.Readable answers,
        FileReceipt receipt,
        WriteSession session,
        CancellationToken ct
    )
    {
        var tellLater = answers.Records > MaxToldAtOnce;
        await using var batches = ReadAheadAsync(answers.Rows).GetAsyncEnumerator(CancellationToken.None);
        var noted = Task.CompletedTask;
        var next = await AskNextAsync(batches, AskedBatch.None, session, ct);
        try
        {
            while (next is { } batch)
            {
                var asked = await batch.Asked;
                next = await AskNextAsync(batches, asked, session, ct);
                var heard = receive.Judge(file.Partner, batch.Answers, asked, session.Now);
                if (next is not null)
                {
                    await next.Asked;
                }

                await receive.BookAsync(heard, tellLater, session, ct);
                await session.SaveBusinessRowsAsync(ct);
                Forget(session.Db);
                await noted;
                noted = Task.Run(() => Note(batch.Rows, heard.Verdicts, receipt), CancellationToken.None);
            }
        }
        finally
        {
            // Whoever stops in the middle must not take the connection or the receipt from under its user.
            await Task.WhenAny(next?.Asked ?? Task.CompletedTask);
            await noted;
        }
    }

    private static async Task<AnswersAsked?> AskNextAsync(
        IAsyncEnumerator<AnswerFileRow[]> batches,
        AskedBatch before,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (!await batches.MoveNextAsync())
        {
            return null;
        }

        var rows = batches.Current;
        var good = rows.Where(row => row.Answer is not null).Select(row => row.Answer!).ToList();
        return new AnswersAsked(
            rows,
            good,
            Task.Run(() => ReceiveAnswers.AskAsync(good, before, session, ct), CancellationToken.None)
        );
    }

    /// <summary>A batch whose requests are being held.</summary>
    private sealed record AnswersAsked(
        AnswerFileRow[] Rows,
        IReadOnlyList<RegistryAnswer> Answers,
        Task<AskedBatch> Asked
    );

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
