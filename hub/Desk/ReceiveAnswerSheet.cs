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
/// name; rows nobody filled are left for later. The tasks of the answered requests are completed with it.
/// </summary>
internal sealed class ReceiveAnswerSheet(HubStore store, ReferenceCatalogue catalogue, ReceiveAnswers receive)
{
    /// <summary>Bytes of a sheet at the most.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    private const string Channel = "desk";

    // Spreadsheets of offices write this when they do not write UTF-8; it holds the French letters at the usual places too.
    private static readonly CsvProfile Spreadsheet = new("windows-1256");

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
        return AnswerFile.Read(content, Spreadsheet, reasons) switch
        {
            AnswerFileReading.Unreadable unreadable => await RejectAsync(
                new Arrival(Channel, bureau, name, content),
                unreadable.Problem,
                ct
            ),
            AnswerFileReading.Readable readable => await store.WriteAsync(
                session => TakeAsync(new Arrival(Channel, bureau, name, content), readable, who, session, ct),
                ct
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<AnswerSheetResult> TakeAsync(
        Arrival arrival,
        AnswerFileReading.Readable sheet,
        DeskPerson who,
        WriteSession session,
        CancellationToken ct
    )
    {
        var answers = sheet.Answers.Select(row => row.Answer).ToList();
        var tasks = await HoldTasksAsync(answers, who, session, ct);
        var verdicts = await receive.RunAsync(arrival.Partner, answers, session, ct);
        foreach (var (requestId, task) in tasks)
        {
            await TaskCompletion.CompleteIfAnsweredAsync(task, requestId, catalogue, who, session, ct);
        }

        var rows = sheet
            .Answers.Select((row, i) => ToRow(row, verdicts[i]))
            .Concat(Refused(sheet.Problems))
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
        return new AnswerSheetResult.Judged(sheet.Records, rows);
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

    private async Task<AnswerSheetResult> RejectAsync(
        Arrival arrival,
        RowProblem problem,
        CancellationToken ct
    )
    {
        await store.WriteAsync(
            session =>
            {
                ReceivedPayload.Keep(
                    session,
                    arrival,
                    PayloadOutcome.Rejected,
                    problem.Code,
                    $"{problem.Line}: {problem.Message}"
                );
                return Task.CompletedTask;
            },
            ct
        );
        return new AnswerSheetResult.Unreadable(problem);
    }

    private static ReceiptRow ToRow(AnswerRow row, AnswerVerdict verdict) =>
        new(
            row.FileLine,
            row.Answer.RequestId,
            verdict.Code is null
                ? null
                : new RowProblem(row.FileLine, verdict.Column, verdict.Code, verdict.Message!)
        );

    /// <summary>Rows without an outcome are not wrong: nobody has answered them yet.</summary>
    private static IEnumerable<ReceiptRow> Refused(IReadOnlyList<RowProblem> problems)
    {
        var blank = problems
            .Where(p => p is { Column: "outcome", Code: "field_missing" })
            .Select(p => p.Line)
            .ToHashSet();
        return problems.Where(p => !blank.Contains(p.Line)).Select(p => new ReceiptRow(p.Line, "", p));
    }
}

/// <summary>What came of a sheet.</summary>
internal abstract record AnswerSheetResult
{
    private AnswerSheetResult() { }

    /// <summary>Each filled row has its verdict.</summary>
    public sealed record Judged(int Records, IReadOnlyList<ReceiptRow> Rows) : AnswerSheetResult;

    /// <summary>Nothing of it was taken.</summary>
    public sealed record Unreadable(RowProblem Problem) : AnswerSheetResult;

    /// <summary>Only a clerk answers for a bureau.</summary>
    public sealed record NoBureau : AnswerSheetResult;
}
