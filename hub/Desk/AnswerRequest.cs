using System.Text.Json;
using Hub.Audit;
using Hub.Catalogue;
using Hub.Processes;
using Hub.Registries;
using Hub.Storage;

namespace Hub.Desk;

/// <summary>
/// A clerk records what came of a request, through the same door as every other channel. All the answers are taken or none:
/// a form with a mistake in it is shown again, not half forgotten.
/// </summary>
internal sealed class AnswerRequest(HubStore store, ReferenceCatalogue catalogue, ReceiveAnswers receive)
{
    /// <summary>Lines in one form at the most.</summary>
    public const int MaxAnswers = 99;

    private const string Channel = "desk";

    /// <summary>Records the answers; the task is over when every line has its final one.</summary>
    public async Task<TaskResult> RunAsync(
        Guid taskId,
        IReadOnlyList<LineAnswer> answers,
        DeskPerson who,
        CancellationToken ct
    )
    {
        if (FindFaults(answers) is [_, ..] faults)
        {
            return new TaskResult.Refused(faults);
        }

        var result = await store.WriteAsync(session => AnswerAsync(taskId, answers, who, session, ct), ct);
        if (result is TaskResult.Refused refused)
        {
            await KeepRefusedAsync(answers, refused.Faults[0], who, ct);
        }

        return result;
    }

    private async Task<TaskResult> AnswerAsync(
        Guid taskId,
        IReadOnlyList<LineAnswer> lines,
        DeskPerson who,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (
            await TaskLock.HoldAsync(session, taskId, who, ct)
            is not { ElementId: DeskTask.AnswerRequest } task
        )
        {
            return new TaskResult.NotFound();
        }

        if (FindObstacle(task, who) is { } obstacle)
        {
            return obstacle;
        }

        var requestId = RequestOf(task);
        var answers = lines.Select(line => line.ToRegistryAnswer(requestId)).ToList();
        var verdicts = await receive.RunAsync(BureauOf(task), answers, session, ct);
        if (verdicts.Any(v => v.Code is not null))
        {
            session.Abandon();
            return task.State == UserTaskState.Completed
                ? new TaskResult.Over(task.State)
                : new TaskResult.Refused(ToFaults(verdicts));
        }

        var anew = verdicts.Any(v => !v.HeardBefore);
        Keep(
            requestId,
            answers,
            who,
            anew ? PayloadOutcome.Processed : PayloadOutcome.Duplicate,
            null,
            session
        );
        var closed = await TaskCompletion.CompleteIfAnsweredAsync(
            task,
            requestId,
            catalogue,
            who,
            session,
            ct
        );
        if (!closed && task.State == UserTaskState.Open)
        {
            ClaimTask.Take(task, who, session);
        }

        return new TaskResult.Done(task.State == UserTaskState.Completed);
    }

    private static TaskResult? FindObstacle(UserTask task, DeskPerson who) =>
        task.State == UserTaskState.Withdrawn ? new TaskResult.Over(task.State)
        : task.State == UserTaskState.Claimed && task.ClaimedBy != who.Actor
            ? new TaskResult.Taken(DeskPerson.NameOf(task.ClaimedBy))
        : null;

    private static string RequestOf(UserTask task) =>
        DeskTask.Text(DeskTask.ReadInput(task), "requestId")
        ?? throw new InvalidOperationException("A task that answers a request must name it.");

    private static string BureauOf(UserTask task) => task.CandidateGroup["clerk:".Length..];

    private static List<TaskFault> FindFaults(IReadOnlyList<LineAnswer> answers) =>
        answers.Count is 0 or > MaxAnswers
            ? [new TaskFault("/answers", "answers_count", $"One to {MaxAnswers} answers.")]
            : [.. answers.Select((answer, i) => answer.FindFault(i)).OfType<TaskFault>()];

    private static List<TaskFault> ToFaults(IReadOnlyList<AnswerVerdict> verdicts) =>
        [
            .. verdicts
                .Select((verdict, i) => (verdict, i))
                .Where(entry => entry.verdict.Code is not null)
                .Select(entry => new TaskFault(
                    $"/answers/{entry.i}/{JsonNamingPolicy.CamelCase.ConvertName(Pascal(entry.verdict.Column!))}",
                    entry.verdict.Code!,
                    entry.verdict.Message!
                )),
        ];

    /// <summary><c>issued_on</c>, as files call it, is <c>IssuedOn</c> here.</summary>
    private static string Pascal(string column) =>
        string.Concat(column.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private Task KeepRefusedAsync(
        IReadOnlyList<LineAnswer> answers,
        TaskFault fault,
        DeskPerson who,
        CancellationToken ct
    ) =>
        store.WriteAsync(
            session =>
            {
                Keep(null, answers, who, PayloadOutcome.Rejected, fault, session);
                return Task.CompletedTask;
            },
            ct
        );

    private static void Keep<T>(
        string? requestId,
        IReadOnlyList<T> answers,
        DeskPerson who,
        PayloadOutcome outcome,
        TaskFault? fault,
        WriteSession session
    ) =>
        ReceivedPayload.Keep(
            session,
            new Arrival(
                Channel,
                who.Bureau ?? who.Name,
                requestId,
                JsonSerializer.SerializeToUtf8Bytes(answers, JsonSerializerOptions.Web)
            ),
            outcome,
            fault?.Code,
            fault is null ? null : $"{fault.Pointer}: {fault.Message}"
        );
}
