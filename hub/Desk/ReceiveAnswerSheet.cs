using System.Security.Cryptography;
using System.Text;
using Adapters.Exchange;
using Adapters.Registries;
using Hub.Audit;
using Hub.Catalogue;
using Hub.Processes;
using Hub.Registries;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Desk;

/// <summary>
/// A filled day list comes back. Like every answer file: its good rows are taken in one transaction, its bad rows refused by
/// name; rows nobody filled are left for later. The tasks of the answered requests are completed with it. The same bytes
/// again are answered as the first time and change nothing.
/// </summary>
internal sealed class ReceiveAnswerSheet(HubStore store, ReferenceCatalogue catalogue, ReceiveAnswers receive)
{
    /// <summary>Bytes of a sheet at the most.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>Characters of a file's name that are kept.</summary>
    public const int MaxName = 100;

    private const string Channel = "desk";

    // Spreadsheets of offices write this charset when they do not write UTF-8 (it holds the French letters at the usual places
    // too), and turn a day into their own form when they save.
    private static readonly CsvProfile Spreadsheet = new("windows-1256") { DateForm = "dd/MM/yyyy" };

    /// <summary>Takes a sheet of the person's bureau.</summary>
    public async Task<AnswerSheetResult> RunAsync(
        string name,
        byte[] content,
        DeskPerson who,
        CancellationToken ct
    )
    {
        if (who.Bureau is not { } bureau)
        {
            return new AnswerSheetResult.NoBureau();
        }

        var reasons = catalogue.Now.Reasons.Keys.ToHashSet(StringComparer.Ordinal);
        var reading = AnswerFile.Read(content, Spreadsheet, reasons);
        var arrival = new Arrival(Channel, bureau, Short(name), content)
        {
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        };
        return await store.WriteAsync(session => ReceiveAsync(arrival, reading, who, session, ct), ct);
    }

    private async Task<AnswerSheetResult> ReceiveAsync(
        Arrival arrival,
        AnswerFileReading reading,
        DeskPerson who,
        WriteSession session,
        CancellationToken ct
    )
    {
        var (bureau, hash) = (arrival.Partner, arrival.Sha256!);
        await session.Dialect.LockKeysAsync(session.Transaction, [KeyOf(bureau, hash)]);
        if (
            await session.Db.AnswerSheets.FirstOrDefaultAsync(
                s => s.BureauCode == bureau && s.Sha256 == hash,
                ct
            ) is
            { } known
        )
        {
            known.Times++;
            known.LastAt = session.Now;
            ReceivedPayload.Keep(session, arrival, PayloadOutcome.Duplicate);
            return AnswerSheetResult.Of(known, again: true);
        }

        var sheet = reading switch
        {
            AnswerFileReading.Unreadable unreadable => Reject(arrival, unreadable.Problem, who, session),
            AnswerFileReading.Readable readable => await TakeAsync(arrival, readable, who, session, ct),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        session.Db.AnswerSheets.Add(sheet);
        return AnswerSheetResult.Of(sheet, again: false);
    }

    private async Task<AnswerSheet> TakeAsync(
        Arrival arrival,
        AnswerFileReading.Readable file,
        DeskPerson who,
        WriteSession session,
        CancellationToken ct
    )
    {
        // Rows nobody has touched are not wrong: they are answered another day.
        var filled = file.Rows.Where(row => !row.IsBlank).ToList();
        var good = filled.FindAll(row => row.Answer is not null);
        var answers = good.ConvertAll(row => row.Answer!);
        var tasks = await HoldTasksAsync(answers, who, session, ct);
        var verdicts = await receive.RunAsync(arrival.Partner, answers, session, ct);
        foreach (var (requestId, task) in tasks)
        {
            await TaskCompletion.CompleteIfAnsweredAsync(task, requestId, catalogue, who, session, ct);
        }

        var rows = good.Select((row, i) => ToRow(row, verdicts[i]))
            .Concat(filled.SelectMany(row => row.Problems).Select(p => new ReceiptRow(p.Line, "", p)))
            .OrderBy(row => row.Line)
            .ToList();
        var refused = rows.Find(row => row.Problem is not null)?.Problem;
        ReceivedPayload.Keep(
            session,
            arrival,
            verdicts.Any(v => v is { Code: null, HeardBefore: false }) ? PayloadOutcome.Processed
                : refused is not null ? PayloadOutcome.Rejected
                : PayloadOutcome.Duplicate,
            refused?.Code,
            refused is null ? null : $"{refused.Line}: {refused.Message}"
        );
        return ToSheet(arrival, isReadable: true, file.Records, rows, who, session);
    }

    /// <summary>The open tasks of the requests that are answered, held in one order so that two sheets never wait for each other.</summary>
    private static async Task<List<(string RequestId, UserTask Task)>> HoldTasksAsync(
        List<RegistryAnswer> answers,
        DeskPerson who,
        WriteSession session,
        CancellationToken ct
    )
    {
        var wanted = answers.Select(a => a.RequestId).ToHashSet(StringComparer.Ordinal);
        var open = await session
            .Db.UserTasks.AsNoTracking()
            .Where(t =>
                t.ElementId == DeskTask.AnswerRequest
                && t.State < UserTaskState.Completed
                && who.Groups.Contains(t.CandidateGroup)
            )
            .OrderBy(t => t.Id)
            .ToListAsync(ct);
        var held = new List<(string RequestId, UserTask Task)>();
        foreach (var task in open)
        {
            if (
                DeskTask.Text(DeskTask.ReadInput(task), "requestId") is { } requestId
                && wanted.Contains(requestId)
                && await TaskLock.HoldAsync(session, task.Id, who, ct) is { } mine
            )
            {
                held.Add((requestId, mine));
            }
        }

        return held;
    }

    private static AnswerSheet Reject(
        Arrival arrival,
        RowProblem problem,
        DeskPerson who,
        WriteSession session
    )
    {
        ReceivedPayload.Keep(
            session,
            arrival,
            PayloadOutcome.Rejected,
            problem.Code,
            $"{problem.Line}: {problem.Message}"
        );
        var row = new ReceiptRow(problem.Line, "", problem);
        return ToSheet(arrival, isReadable: false, records: 0, [row], who, session);
    }

    private static AnswerSheet ToSheet(
        Arrival arrival,
        bool isReadable,
        int records,
        IReadOnlyList<ReceiptRow> rows,
        DeskPerson who,
        WriteSession session
    ) =>
        new()
        {
            Id = session.NewId(),
            BureauCode = arrival.Partner,
            Name = arrival.Key!,
            Sha256 = arrival.Sha256!,
            HandedInBy = who.Actor,
            HandedInAt = session.Now,
            IsReadable = isReadable,
            Records = records,
            Taken = rows.Count(row => row.Problem is null),
            Refused = rows.Where(row => row.Problem is not null).Select(row => row.Line).Distinct().Count(),
            Rows = AnswerSheet.WriteRows(rows),
            Times = 1,
            LastAt = session.Now,
        };

    private static ReceiptRow ToRow(AnswerFileRow row, AnswerVerdict verdict) =>
        new(
            row.Line,
            row.Answer!.RequestId,
            verdict.Code is null
                ? null
                : new RowProblem(row.Line, verdict.Column, verdict.Code, verdict.Message!)
        );

    private static string Short(string name) => name.Length > MaxName ? name[..MaxName] : name;

    private static long KeyOf(string bureau, string hash) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"sheet:{bureau}:{hash}")), 0);
}

/// <summary>What came of a sheet.</summary>
internal abstract record AnswerSheetResult
{
    private AnswerSheetResult() { }

    /// <summary>The result of a sheet that is kept.</summary>
    public static AnswerSheetResult Of(AnswerSheet sheet, bool again) =>
        sheet.IsReadable
            ? new Judged(sheet.Id, sheet.Records, sheet.ReadRows(), again)
            : new Unreadable(sheet.Id, sheet.ReadRows()[0].Problem!, again);

    /// <summary>Each filled row has its verdict.</summary>
    /// <param name="Again">These bytes were handed in before; the verdicts are those of that time.</param>
    public sealed record Judged(Guid Sheet, int Records, IReadOnlyList<ReceiptRow> Rows, bool Again)
        : AnswerSheetResult;

    /// <summary>Nothing of it was taken.</summary>
    public sealed record Unreadable(Guid Sheet, RowProblem Problem, bool Again) : AnswerSheetResult;

    /// <summary>Only a clerk answers for a bureau.</summary>
    public sealed record NoBureau : AnswerSheetResult;
}
