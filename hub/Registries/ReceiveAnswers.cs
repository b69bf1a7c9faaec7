using Adapters.Registries;
using Hub.Catalogue;
using Hub.Orders;
using Hub.Shipping;
using Hub.Storage;

namespace Hub.Registries;

/// <summary>
/// The one door for bureaus' answers, whatever channel they come by. Every row is taken, recognised as heard before, or
/// refused with a code; when a request has all its lines answered, the order's process is told, once.
/// </summary>
internal sealed class ReceiveAnswers(ReferenceCatalogue catalogue)
{
    /// <summary>Takes the answers of one bureau inside the caller's transaction; one verdict per answer, in order.</summary>
    public async Task<IReadOnlyList<AnswerVerdict>> RunAsync(
        string bureauCode,
        IReadOnlyList<RegistryAnswer> answers,
        WriteSession session,
        CancellationToken ct
    )
    {
        var asked = await AskAsync(answers, AskedBatch.None, session, ct);
        var heard = Judge(bureauCode, answers, asked, session.Now);
        await BookAsync(heard, tellLater: false, session, ct);
        return heard.Verdicts;
    }

    /// <summary>Holds the requests that one batch of answers is about; the first step of three for one of many batches.</summary>
    /// <param name="answers">The batch.</param>
    /// <param name="before">
    /// The requests of the batch before, which may still be judged meanwhile: those that both are about are shared, not asked again.
    /// </param>
    /// <param name="session">The transaction; its connection is taken until the task has ended.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<AskedBatch> AskAsync(
        IReadOnlyList<RegistryAnswer> answers,
        AskedBatch before,
        WriteSession session,
        CancellationToken ct
    )
    {
        var ids = answers
            .Select(a => a.RequestId)
            .Where(id => !string.IsNullOrEmpty(id))
            .ToHashSet(StringComparer.Ordinal);
        var shared = ids.Where(before.Requests.ContainsKey).ToList();
        ids.ExceptWith(shared);
        var asked = await AskedRequests.HoldAsync(ids, session, ct);
        shared.ForEach(id => asked.Add(id, before.Requests[id]));
        var numbers = answers
            .Select(a => RegisteredNumbers.Read(a.RegisteredItem))
            .OfType<string>()
            .ToHashSet();
        return numbers.Count == 0
            ? AskedBatch.None with
            {
                Requests = asked,
            }
            : new AskedBatch(asked, await RegisteredNumbers.ReadTakenAsync(numbers, session, ct));
    }

    /// <summary>Hears one batch, in order. The store is not touched: it can be asked about the next batch meanwhile.</summary>
    public HeardAnswers Judge(
        string bureauCode,
        IReadOnlyList<RegistryAnswer> answers,
        AskedBatch asked,
        DateTimeOffset now
    )
    {
        var verdicts = new List<AnswerVerdict>(answers.Count);
        var rows = new List<BureauAnswer>();
        foreach (var answer in answers)
        {
            var request = asked.Requests.GetValueOrDefault(answer.RequestId ?? "");
            var verdict =
                AnswerRules.FindFault(answer, catalogue.Now) ?? Judge(bureauCode, answer, request, asked);
            verdicts.Add(verdict);
            if (verdict is { Code: null, HeardBefore: false } && request!.Take(answer, now) is { } row)
            {
                rows.Add(row);
            }
        }

        return new HeardAnswers(verdicts, [.. asked.Requests.Values.Where(r => r.HasNews)], rows);
    }

    /// <summary>Books what was heard in one batch; the rows are written with whatever is asked of the store next.</summary>
    /// <param name="heard">What was heard.</param>
    /// <param name="tellLater">
    /// Leaves the processes to <see cref="TellAnswers"/>: every message holds a lock until the commit, and a database has room
    /// for some thousands.
    /// </param>
    /// <param name="session">The transaction.</param>
    /// <param name="ct">Cancels.</param>
    public async Task BookAsync(
        HeardAnswers heard,
        bool tellLater,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (heard.News.Count == 0)
        {
            return;
        }

        foreach (var request in heard.News)
        {
            if (request.OrderState == OrderState.Routed)
            {
                var order = await OrderLock.HoldAsync(session, request.OrderId, ct);
                order.MoveTo(OrderState.AtBureau, "bureau:" + request.BureauCode, null, session);
                request.OrderState = OrderState.AtBureau;
            }

            if (request.IsAnswered)
            {
                request.Close(session.Now);
            }
        }

        var told = heard.News.Where(TellAnswers.IsWorthTelling).ToList();
        AskedRequests.Write(heard.News, heard.Rows, tellLater ? told : [], session);
        if (!tellLater)
        {
            await session.WriteRowsAsync(ct);
            told.ForEach(request => TellAnswers.Publish(request, catalogue, session));
        }

        foreach (var request in heard.News)
        {
            request.HasNews = false;
        }
    }

    private static AnswerVerdict Judge(
        string bureauCode,
        RegistryAnswer answer,
        AskedRequest? request,
        AskedBatch asked
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

        if (request.Answers.TryGetValue(answer.Line, out var before))
        {
            return AnswerRules.IsRepetition(answer, before)
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

        return answer.Outcome == AnswerOutcomes.InSearch && request.SearchingSince is not null
            ? AnswerVerdict.Again
            : AnswerRules.FindMismatch(answer, request)
                ?? asked.FindNumberFault(answer.RegisteredItem, request.OrderId)
                ?? AnswerVerdict.Good;
    }
}

/// <summary>What was heard in one batch of answers.</summary>
/// <param name="Verdicts">One per answer, in order.</param>
/// <param name="News">The requests about which something new was heard.</param>
/// <param name="Rows">The final answers taken.</param>
internal sealed record HeardAnswers(
    IReadOnlyList<AnswerVerdict> Verdicts,
    IReadOnlyList<AskedRequest> News,
    IReadOnlyList<BureauAnswer> Rows
);

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
