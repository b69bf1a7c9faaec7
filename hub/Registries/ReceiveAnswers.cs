using Adapters.Registries;
using Hub.Catalogue;
using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Registries;

/// <summary>
/// The one door for bureaus' answers, whatever channel they come by. Every row is taken, recognised as heard before, or
/// refused with a code; when a request has all its lines answered, the order's process is told, once.
/// </summary>
internal sealed class ReceiveAnswers(ReferenceCatalogue catalogue)
{
    private static readonly TimeSpan MessageKept = TimeSpan.FromDays(30);

    /// <summary>Takes the answers of one bureau inside the caller's transaction; one verdict per answer, in order.</summary>
    public async Task<IReadOnlyList<AnswerVerdict>> RunAsync(
        string bureauCode,
        IReadOnlyList<RegistryAnswer> answers,
        WriteSession session,
        CancellationToken ct
    )
    {
        var ids = answers
            .Select(a => a.RequestId)
            .Where(id => !string.IsNullOrEmpty(id))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        await HoldAsync(ids, session, ct);
        var requests = await session
            .Db.BureauRequests.Where(r => ids.Contains(r.RequestId))
            .ToDictionaryAsync(r => r.RequestId, StringComparer.Ordinal, ct);
        var known = await session.Db.BureauAnswers.Where(a => ids.Contains(a.RequestId)).ToListAsync(ct);
        var verdicts = new List<AnswerVerdict>(answers.Count);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            var request = requests.GetValueOrDefault(answer.RequestId ?? "");
            var verdict =
                AnswerRules.FindFault(answer, catalogue.Now)
                ?? await JudgeAsync(bureauCode, answer, request, known, session, ct);
            verdicts.Add(verdict);
            if (verdict is { Code: null, HeardBefore: false })
            {
                Take(answer, request!, known, session);
                changed.Add(request!.RequestId);
            }
        }

        foreach (var id in changed)
        {
            await TellAsync(requests[id], known.Where(a => a.RequestId == id).ToList(), session, ct);
        }

        return verdicts;
    }

    /// <summary>Two messages about one request are heard one after the other.</summary>
    private static async Task HoldAsync(
        IReadOnlyCollection<string> ids,
        WriteSession session,
        CancellationToken ct
    )
    {
        await using var command = session.CreateCommand(
            "select request_id from bureau_requests where "
                + session.Dialect.InList("request_id", "ids")
                + " order by request_id"
                + session.Dialect.ForUpdate
        );
        session.Dialect.AddList(command, "ids", ids);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            // Reading the rows is what takes the locks.
        }
    }

    private static async Task<AnswerVerdict> JudgeAsync(
        string bureauCode,
        RegistryAnswer answer,
        BureauRequest? request,
        List<BureauAnswer> known,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (request is null)
        {
            return AnswerVerdict.Refused("request_unknown", "request_id", "We have sent no such request.");
        }

        if (request.BureauCode != bureauCode)
        {
            return AnswerVerdict.Refused(
                "request_of_other_bureau",
                "request_id",
                "The request was sent to another bureau."
            );
        }

        var before = known.Find(a => a.RequestId == answer.RequestId && a.Line == answer.Line);
        if (before is not null)
        {
            return
                before.Outcome == answer.Outcome
                && before.IssuedCopies == (answer.IssuedCopies ?? 0)
                && before.Reason == answer.Reason
                ? AnswerVerdict.Again
                : AnswerVerdict.Refused(
                    "answer_conflicts",
                    "outcome",
                    "The line has another final answer already."
                );
        }

        if (request.State == RequestState.Withdrawn)
        {
            return AnswerVerdict.Refused(
                "request_withdrawn",
                "request_id",
                "A newer request has taken its place."
            );
        }

        if (answer.Outcome == AnswerOutcomes.InSearch && request.SearchingSince is not null)
        {
            return AnswerVerdict.Again;
        }

        var lines = await session.Db.OrderLines(request.OrderId).ToListAsync(ct);
        return AnswerRules.FindMismatch(answer, lines.Find(l => l.Number == answer.Line))
            ?? AnswerVerdict.Good;
    }

    private static void Take(
        RegistryAnswer answer,
        BureauRequest request,
        List<BureauAnswer> known,
        WriteSession session
    )
    {
        request.ReceivedAt ??= session.Now;
        if (answer.Outcome == AnswerOutcomes.InSearch)
        {
            request.SearchingSince = session.Now;
            return;
        }

        var row = new BureauAnswer
        {
            RequestId = answer.RequestId,
            Line = answer.Line,
            Outcome = answer.Outcome,
            Reason = answer.Reason,
            IssuedCopies = answer.IssuedCopies ?? 0,
            IssuedOn = answer.IssuedOn,
            Officer = answer.Officer,
            BureauCodeHeld = answer.BureauCodeHeld,
            RegisteredItem = answer.RegisteredItem,
            Note = answer.Note,
            ReceivedAt = session.Now,
        };
        known.Add(row);
        session.Db.BureauAnswers.Add(row);
    }

    private async Task TellAsync(
        BureauRequest request,
        List<BureauAnswer> answers,
        WriteSession session,
        CancellationToken ct
    )
    {
        var order = await OrderLock.HoldAsync(session, request.OrderId, ct);
        if (order.State is OrderState.Routed)
        {
            order.MoveTo(OrderState.AtBureau, "bureau:" + request.BureauCode, null, session);
        }

        var final = answers.Count == order.Lines.Count;
        if (final)
        {
            request.State = RequestState.Answered;
            request.AnsweredAt = session.Now;
            request.SearchingSince = null;
            request.Problem = null;
        }
        else if (answers.Count > 0)
        {
            // Some lines are answered: the others are still to come.
            return;
        }

        if (final && request.Channel == "desk")
        {
            // The process of a desk waits at the clerk's task: whoever hands in the answers completes it with them.
            return;
        }

        var messageId = final ? request.RequestId : $"{request.RequestId}:search";
        session.Processes.Publish(
            "registry-answer",
            request.RequestId,
            CombinedAnswer.Of(answers, catalogue.FindReason),
            messageId,
            MessageKept
        );
    }
}

/// <summary>What became of one answer.</summary>
/// <param name="Code">Why it is refused; null when it is taken.</param>
/// <param name="Column">The field that is wrong.</param>
/// <param name="Message">What would be right.</param>
/// <param name="HeardBefore">True for a repetition of what was taken before.</param>
internal sealed record AnswerVerdict(string? Code, string? Column, string? Message, bool HeardBefore)
{
    public static readonly AnswerVerdict Good = new(null, null, null, HeardBefore: false);
    public static readonly AnswerVerdict Again = new(null, null, null, HeardBefore: true);

    public static AnswerVerdict Refused(string code, string column, string message) =>
        new(code, column, message, HeardBefore: false);
}
