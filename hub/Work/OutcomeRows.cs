using Hub.Storage;

namespace Hub.Work;

/// <summary>What a batch of outcomes changes in the queue and in the book of effects, as rows of one transaction.</summary>
internal sealed class OutcomeRows
{
    private static readonly Column Key = new("key", ColumnKind.Text);
    private static readonly Column State = new("state", ColumnKind.Int);
    private static readonly Column Detail = new("detail", ColumnKind.Text);
    private static readonly Column OutcomeAt = new("outcome_at", ColumnKind.Time);
    private static readonly Column NextCheckAt = new("next_check_at", ColumnKind.Time);
    private static readonly Column Id = new("id", ColumnKind.Guid);

    private static readonly RowShape Finished = RowShape.Delete("work_items", Id);

    private static readonly RowShape Returned = RowShape.Update(
        "work_items",
        1,
        Id,
        State,
        new("attempt", ColumnKind.Int),
        new("retries_left", ColumnKind.Int),
        new("due_at", ColumnKind.Time),
        new("last_error", ColumnKind.Text)
    );

    private static readonly RowShape Concluded = RowShape.Update(
        "effects",
        1,
        Key,
        State,
        new("level", ColumnKind.Int),
        Detail,
        OutcomeAt,
        NextCheckAt
    );

    private static readonly RowShape Unanswered = RowShape.Update(
        "effects",
        1,
        Key,
        State,
        Detail,
        OutcomeAt,
        NextCheckAt
    );

    private static readonly RowShape Postponed = RowShape.Update(
        "effects",
        1,
        Key,
        new("attempts", ColumnKind.Int),
        NextCheckAt
    );

    private readonly RowBatch finished = new(Finished);
    private readonly RowBatch returned = new(Returned);
    private readonly RowBatch concluded = new(Concluded);
    private readonly RowBatch unanswered = new(Unanswered);
    private readonly RowBatch postponed = new(Postponed);

    /// <summary>The partner has decided; the item is done with.</summary>
    public void Conclude(
        WorkItem item,
        EffectState state,
        TransmissionLevel level,
        string? detail,
        DateTimeOffset at
    )
    {
        finished.Add(item.Id);
        concluded.Add(item.EffectKey, (int)state, (int)level, detail, at, null);
    }

    /// <summary>No answer: it is in doubt until the next try at <paramref name="dueAt"/> has asked.</summary>
    public void TryAgain(WorkItem item, DateTimeOffset dueAt, string error)
    {
        returned.Add(item.Id, (int)WorkState.Ready, item.Attempt, item.RetriesLeft - 1, dueAt, error);
        unanswered.Add(item.EffectKey, (int)EffectState.InDoubt, error, null, dueAt);
    }

    /// <summary>No answer, and no try left: it is in doubt until a person has looked.</summary>
    public void Park(WorkItem item, string error)
    {
        returned.Add(item.Id, (int)WorkState.Parked, item.Attempt, item.RetriesLeft, item.DueAt, error);
        unanswered.Add(item.EffectKey, (int)EffectState.InDoubt, error, null, null);
    }

    /// <summary>No answer, and nobody has to try again.</summary>
    public void GiveUp(WorkItem item, string error, DateTimeOffset at)
    {
        finished.Add(item.Id);
        unanswered.Add(item.EffectKey, (int)EffectState.GivenUp, error, at, null);
    }

    /// <summary>It was not tried: the turn it had is given back.</summary>
    public void Postpone(WorkItem item, DateTimeOffset dueAt, string why)
    {
        returned.Add(item.Id, (int)WorkState.Ready, item.Attempt - 1, item.RetriesLeft, dueAt, why);
        postponed.Add(item.EffectKey, item.Attempt - 1, dueAt);
    }

    /// <summary>The rows, for the transaction that books the outcomes.</summary>
    public void WriteTo(WriteSession session) =>
        session.Write([finished, returned, concluded, unanswered, postponed]);
}
