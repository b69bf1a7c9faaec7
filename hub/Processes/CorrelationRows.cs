using System.Data.Common;
using Hub.Storage;

namespace Hub.Processes;

/// <summary>The SQL of correlation: each question asked once for all keys of a transaction.</summary>
internal static class CorrelationRows
{
    /// <summary>Columns of a wait in front of those of its instance.</summary>
    private const int WaitColumns = 7;

    private static readonly RowShape Correlating = RowShape.Update(
        "message_subscriptions",
        3,
        new("instance_id", ColumnKind.Guid),
        new("element_instance", ColumnKind.Int),
        new("element_id", ColumnKind.Text),
        new("correlating", ColumnKind.Bool)
    );

    private static readonly RowShape Takers = RowShape.Update(
        "buffered_messages",
        1,
        new("id", ColumnKind.Long),
        new("taken_by", ColumnKind.Text)
    );

    private static readonly RowShape OldMessages = RowShape.Delete(
        "buffered_messages",
        new Column("id", ColumnKind.Long)
    );

    private static readonly RowShape NewMessages = RowShape.Insert(
        "buffered_messages",
        null,
        new("name", ColumnKind.Text),
        new("correlation_key", ColumnKind.Text),
        new("message_id", ColumnKind.Text),
        new("payload", ColumnKind.Text),
        new("expires_at", ColumnKind.Time),
        new("taken_by", ColumnKind.Text)
    );

    /// <summary>Messages are on their way to these waits: they take no other.</summary>
    public static RowBatch UpdateCorrelating(IEnumerable<HeardMessage> heard)
    {
        var rows = new RowBatch(Correlating);
        foreach (var (wait, _, _) in heard)
        {
            rows.Add(wait.InstanceId, wait.ElementInstance, wait.ElementId, true);
        }

        return rows;
    }

    public static RowBatch UpdateTakers() => new(Takers);

    public static RowBatch InsertMessages() => new(NewMessages);

    /// <summary>Expired messages that still lie there until the purge, where a new one with the same id takes their place.</summary>
    public static RowBatch DeleteMessages(IEnumerable<long> ids)
    {
        var rows = new RowBatch(OldMessages);
        foreach (var id in ids)
        {
            rows.Add(id);
        }

        return rows;
    }

    public static void Add(
        RowBatch rows,
        OutgoingMessage message,
        string payload,
        IEnumerable<string> takers
    ) =>
        rows.Add(
            message.Name,
            message.CorrelationKey,
            message.MessageId,
            payload,
            message.ExpiresAt.ToStoredPrecision(),
            "|" + string.Concat(takers.Select(id => id + "|"))
        );

    /// <summary>Asks for the live kept messages with these correlation keys and names, in any order.</summary>
    public static List<KeptMessage> AskKept(
        Questions questions,
        WriteSession session,
        IReadOnlyCollection<string> keys,
        IReadOnlyCollection<string> names
    )
    {
        var kept = new List<KeptMessage>();
        questions.AddList("opened", keys);
        questions.AddList("awaited", names);
        questions.Ask(
            // Expired ones are left out here: asked for by time too, the store may choose the wrong index and read them all.
            "select id, name, correlation_key, payload, expires_at, taken_by from buffered_messages where "
                + $"{session.Dialect.InList("correlation_key", "opened")} and {session.Dialect.InList("name", "awaited")}",
            row =>
            {
                if (row.GetUtc(4) > session.Now)
                {
                    kept.Add(ReadKept(row));
                }
            }
        );
        return kept;
    }

    /// <summary>
    /// Asks which message ids are kept already, and which waits no message is on its way to, in the order they were opened.
    /// </summary>
    /// <param name="questions">What is asked together.</param>
    /// <param name="session">The transaction.</param>
    /// <param name="messages">The messages about to be published.</param>
    /// <param name="hold">Are the waiting instances that are free to be loaded and held?</param>
    public static MessageTakers AskTakers(
        Questions questions,
        WriteSession session,
        IReadOnlyList<OutgoingMessage> messages,
        bool hold
    )
    {
        var takers = new MessageTakers();
        questions.AddList("keys", messages.Select(m => m.CorrelationKey).ToHashSet(StringComparer.Ordinal));
        questions.AddList("names", messages.Select(m => m.Name).ToHashSet(StringComparer.Ordinal));
        questions.AddList(
            "ids",
            messages.Select(m => m.MessageId).OfType<string>().ToHashSet(StringComparer.Ordinal)
        );
        questions.Ask(
            "select name, correlation_key, message_id, expires_at, id from buffered_messages where "
                + $"{session.Dialect.InList("correlation_key", "keys")} and {session.Dialect.InList("name", "names")} "
                + $"and {session.Dialect.InList("message_id", "ids")}",
            row =>
            {
                var message = (row.GetString(0), row.GetString(1), row.GetString(2));
                if (row.GetUtc(3) > session.Now)
                {
                    takers.Known.Add(message);
                }
                else
                {
                    takers.Expired[message] = row.GetInt64(4);
                }
            }
        );
        AskWaits(questions, session, takers, hold);
        return takers;
    }

    /// <summary>The waits, and beside each the instance where it is to be held and is free.</summary>
    private static void AskWaits(Questions questions, WriteSession session, MessageTakers takers, bool hold)
    {
        var waits =
            "select instance_id, element_instance, element_id, process_id, name, correlation_key, opened_at "
            + $"from message_subscriptions where {session.Dialect.InList("correlation_key", "keys")} "
            + $"and {session.Dialect.InList("name", "names")} and not correlating";
        const string Order = "order by w.opened_at, w.instance_id, w.element_instance";
        if (!hold)
        {
            questions.Ask($"select w.* from ({waits}) w {Order}", row => takers.Waits.Add(ReadWait(row)));
            return;
        }

        questions.AddParameter("now", session.Now);
        var free = ProcessTables.SelectFree(session, "id in (select instance_id from w)");
        questions.Ask(
            $"with w as materialized ({waits}), held as materialized ({free}) "
                + $"select w.*, held.* from w left join held on held.id = w.instance_id {Order}",
            row =>
            {
                var wait = ReadWait(row);
                takers.Waits.Add(wait);
                if (!row.IsDBNull(WaitColumns) && takers.HeldIds.Add(wait.InstanceId))
                {
                    takers.Held.Add(ProcessTables.ReadInstance(row, WaitColumns));
                }
            }
        );
    }

    private static OpenedWait ReadWait(DbDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetInt32(1),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            row.GetString(5)
        );

    private static KeptMessage ReadKept(DbDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetUtc(4))
        {
            TakenBy = row.GetString(5),
        };
}

/// <summary>A kept message while waits are served.</summary>
internal sealed record KeptMessage(
    long Id,
    string Name,
    string CorrelationKey,
    string Payload,
    DateTimeOffset ExpiresAt
)
{
    /// <summary>The process ids that have had it, between bars.</summary>
    public required string TakenBy { get; set; }
}
