using Adapters.Registries;
using Hub.Orders;

namespace Hub.Registries;

/// <summary>A request, held, with what was asked for and what has been answered, while answers to it are heard.</summary>
internal sealed class AskedRequest
{
    public required string RequestId { get; init; }
    public required Guid OrderId { get; init; }
    public required string BureauCode { get; init; }
    public required string Channel { get; init; }
    public required RequestState State { get; set; }
    public required DateTimeOffset? ReceivedAt { get; set; }
    public required DateTimeOffset? AnsweredAt { get; set; }
    public required DateTimeOffset? SearchingSince { get; set; }
    public required string? Problem { get; set; }
    public required OrderState OrderState { get; set; }
    public required string ActNumber { get; init; }

    /// <summary>The lines of the order: copies by line.</summary>
    public Dictionary<int, int> Lines { get; } = [];

    /// <summary>The final answers, by line.</summary>
    public Dictionary<int, BureauAnswer> Answers { get; } = [];

    /// <summary>Was anything heard that is not booked yet?</summary>
    public bool HasNews { get; set; }

    /// <summary>Has every line its final answer?</summary>
    public bool IsAnswered => Answers.Count == Lines.Count;

    /// <summary>Takes a good answer; returns the row to be kept, null when it is none (the bureau is still searching).</summary>
    public BureauAnswer? Take(RegistryAnswer answer, DateTimeOffset now)
    {
        HasNews = true;
        ReceivedAt ??= now;
        if (answer.Outcome == AnswerOutcomes.InSearch)
        {
            SearchingSince = now;
            return null;
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
            ReceivedAt = now,
        };
        Answers.Add(row.Line, row);
        return row;
    }

    /// <summary>Every line is answered.</summary>
    public void Close(DateTimeOffset now)
    {
        State = RequestState.Answered;
        AnsweredAt = now;
        SearchingSince = null;
        Problem = null;
    }
}
