using Adapters.Exchange;
using Hub.Audit;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Exchange;

/// <summary>
/// Decides one incoming file, as a whole, in one transaction: processed, heard before, held for the files before it, or
/// quarantined; and answers it by exactly one <c>ACK</c> or <c>ERR</c> (protocols.md §3b).
/// </summary>
internal sealed class DecideFile(
    IEnumerable<IFileReader> readers,
    DropChecks checks,
    FileReceipts receipts,
    PartnerAreas areas,
    IOptions<ExchangeOptions> options
)
{
    private readonly Dictionary<FileKind, IFileReader> readers = readers.ToDictionary(r => r.Kind);

    /// <summary>The decision; <paramref name="body"/> is null when the file is larger than we read.</summary>
    public async Task<FileDecision> RunAsync(
        string partner,
        Drop drop,
        FileBody? body,
        WriteSession session,
        CancellationToken ct
    )
    {
        var arrived = await ArrivedFile.LookUpAsync(partner, drop, body, session, ct);
        if (arrived.Same is { } same && same.State != FileState.Held)
        {
            if (same.MovedAt is null)
            {
                // Decided before, and stopped before it was moved away: nobody has sent it again.
                return FileDecision.MoveAway(same);
            }

            if (same.Sequence > 0)
            {
                return await RepeatAsync(same, arrived, session, ct);
            }
        }

        if (checks.Find(partner, drop, arrived.Name, body, arrived.Others) is { } problem)
        {
            return await SetApartAsync(arrived, problem, session, ct);
        }

        var name = arrived.Name!;
        switch (await FileSequences.PlaceAsync(partner, name, session, ct))
        {
            case FilePlace.AfterGap gap:
                await TellOfGapAsync(arrived, gap.Missing, session, ct);
                if (options.Value.OnGapOf(partner) == "hold")
                {
                    return await HoldAsync(arrived, session, ct);
                }

                break;
            case FilePlace.Used:
                var reused = DropChecks.Problem("sequence_reused", "Another file has used this number.");
                return await SetApartAsync(arrived, reused, session, ct);
        }

        return await ApplyAsync(arrived, name, session, ct);
    }

    /// <summary>
    /// Sets a file apart that broke us whenever we read it: it is answered by an <c>ERR</c> and its number counts as used, so
    /// that it no longer holds up the files behind it.
    /// </summary>
    public async Task<FileDecision> GiveUpAsync(
        string partner,
        Drop drop,
        FileBody? body,
        string error,
        WriteSession session,
        CancellationToken ct
    )
    {
        var arrived = await ArrivedFile.LookUpAsync(partner, drop, body, session, ct);
        var decision = await SetApartAsync(
            arrived,
            DropChecks.Problem("file_indigestible", error),
            session,
            ct
        );
        if (
            arrived.Name is { } name
            && await session.Db.ExchangeFiles.FindAsync([decision.FileId], ct) is { } row
        )
        {
            row.Sequence = name.Sequence;
            await FileSequences.AdvanceAsync(partner, name, session, ct);
        }

        return decision;
    }

    /// <summary>The same file again: answered again, applied never.</summary>
    private static async Task<FileDecision> RepeatAsync(
        ExchangeFile same,
        ArrivedFile arrived,
        WriteSession session,
        CancellationToken ct
    )
    {
        ReceivedPayload.Keep(session, arrived.ToArrival(), PayloadOutcome.Duplicate, "file_duplicate");
        await FileReceipts.AnswerAgainAsync(same, session, ct);
        same.MovedAt = null;
        return FileDecision.MoveAway(same);
    }

    private static async Task<FileDecision> HoldAsync(
        ArrivedFile arrived,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (arrived.Same is null)
        {
            var row = await arrived.RowAsync(session, ct);
            row.Sequence = arrived.Name!.Sequence;
            row.State = FileState.Held;
        }

        return FileDecision.Wait;
    }

    /// <summary>One alarm for a gap, however many files wait behind it.</summary>
    private static async Task TellOfGapAsync(
        ArrivedFile arrived,
        int missing,
        WriteSession session,
        CancellationToken ct
    )
    {
        var held = await session
            .Db.ExchangeFiles.Where(f =>
                f.Partner == arrived.Partner && f.Direction == FileDirection.In && f.State == FileState.Held
            )
            .Select(f => f.Name)
            .ToListAsync(ct);
        if (
            !held.Exists(n =>
                ExchangeFileName.Parse(n) is { } other && FileSequences.IsSameStream(other, arrived.Name!)
            )
        )
        {
            Incident.Open(
                session,
                "sequence_gap",
                $"'{arrived.Drop.Name}' came, but number {missing} of its kind is missing.",
                arrived.Partner
            );
        }
    }

    private async Task<FileDecision> ApplyAsync(
        ArrivedFile arrived,
        ExchangeFileName name,
        WriteSession session,
        CancellationToken ct
    )
    {
        var profile = areas.ProfileOf(arrived.Partner).Csv;
        var verdict = await readers[name.Kind]
            .ApplyAsync(
                new IncomingFile(arrived.Partner, name, arrived.Body, profile)
                {
                    SealedRecords = arrived.Drop.Seal?.Records,
                },
                session,
                ct
            );
        var row = await arrived.RowAsync(session, ct);
        await FileSequences.AdvanceAsync(arrived.Partner, name, session, ct);
        row.Sequence = name.Sequence;
        row.State = verdict.IsReadable ? FileState.Processed : FileState.Quarantined;
        row.Records = verdict.Records;
        row.Problems = [.. verdict.Problems];
        row.AnsweredAt = session.Now;
        row.MovedAt = null;
        var problem = verdict.Problems.Count > 0 ? verdict.Problems[0] : null;
        var twin = verdict is { IsReadable: true, Records: > 0 } && await HasTwinAsync(row, session, ct);
        ReceivedPayload.Keep(
            session,
            arrived.ToArrival(),
            twin ? PayloadOutcome.Duplicate
                : verdict.IsReadable ? PayloadOutcome.Processed
                : PayloadOutcome.Quarantined,
            twin ? "content_duplicate" : problem?.Code,
            problem?.Message
        );
        if (problem is not null)
        {
            Incident.Open(
                session,
                verdict.IsReadable ? "rows_refused" : "file_unreadable",
                $"'{name}': {verdict.Refused} problems; line {problem.Line}: {problem.Code}",
                arrived.Partner
            );
        }

        await receipts.AnswerAsync(row, name, verdict, session, ct);
        return FileDecision.MoveAway(row);
    }

    /// <summary>Was the same content applied before, under another name? Its rows were recognised one by one.</summary>
    private static Task<bool> HasTwinAsync(ExchangeFile row, WriteSession session, CancellationToken ct) =>
        session.Db.ExchangeFiles.AnyAsync(
            f =>
                f.Partner == row.Partner
                && f.Direction == FileDirection.In
                && f.Kind == row.Kind
                && f.Sha256 == row.Sha256
                && f.State == FileState.Processed
                && f.Id != row.Id,
            ct
        );

    /// <summary>A file that does not count: kept, shown to a person, answered, its number not used.</summary>
    private async Task<FileDecision> SetApartAsync(
        ArrivedFile arrived,
        RowProblem problem,
        WriteSession session,
        CancellationToken ct
    )
    {
        var row = await arrived.RowAsync(session, ct);
        row.State = FileState.Quarantined;
        row.Sequence = 0;
        row.Problems = [problem];
        row.AnsweredAt = session.Now;
        row.MovedAt = null;
        ReceivedPayload.Keep(
            session,
            arrived.ToArrival(),
            PayloadOutcome.Quarantined,
            problem.Code,
            problem.Message
        );
        Incident.Open(
            session,
            "file_quarantined",
            $"'{arrived.Drop.Name}': {problem.Code}: {problem.Message}",
            arrived.Partner
        );
        if (row.ReceiptName is null)
        {
            await receipts.AnswerAsync(row, arrived.Name, FileVerdict.Unreadable(problem), session, ct);
        }
        else
        {
            await FileReceipts.AnswerAgainAsync(row, session, ct);
        }

        return FileDecision.MoveAway(row);
    }
}

/// <summary>What to do with the file in the partner's folder: move it, or (null) leave it where it is.</summary>
internal sealed record FileDecision(string? MoveTo, Guid? FileId)
{
    /// <summary>It waits for the files before it.</summary>
    public static readonly FileDecision Wait = new(null, null);

    /// <summary>It is decided and goes where decided files lie.</summary>
    public static FileDecision MoveAway(ExchangeFile row) => new(FolderOf(row.State), row.Id);

    /// <summary>Where decided files lie.</summary>
    public static string FolderOf(FileState state) => state == FileState.Processed ? "archive" : "quarantine";
}
