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

    /// <summary>
    /// Asks for the live kept messages with one of the keys <c>keys</c> that the process of some wait for this key has not had,
    /// before the waits themselves: waits may be closed between the two questions, but nobody opens one.
    /// </summary>
    public static void AskKept(Questions questions, WriteSession session, KeptMessages known) =>
        AskKept(
            questions,
            session,
            // Both sides are bound to the keys: whichever a store begins with, it never walks a whole table.
            "join message_subscriptions w on w.correlation_key = m.correlation_key and not w.correlating "
                + $"and {NotTakenBy("w.process_id")} where {session.Dialect.InList("m.correlation_key", "keys")} "
                + $"and {session.Dialect.InList("w.correlation_key", "keys")}",
            known.Add
        );

    /// <summary>Asks for the live kept messages with the key <c>key</c> that the process <c>process</c> has not had, in any order.</summary>
    public static List<KeptMessage> AskKeptForStart(Questions questions, WriteSession session)
    {
        var kept = new List<KeptMessage>();
        var which = $"where m.correlation_key = @key and {NotTakenBy("@process")}";
        AskKept(questions, session, which, kept.Add);
        return kept;
    }

    /// <summary>
    /// Asks which message ids are kept already, and which waits no message is on its way to, in the order they were opened.
    /// Waits are asked for by the keys <c>keys</c>.
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
        var named = messages.Where(m => m.MessageId is not null).ToList();
        questions.AddList("names", messages.Select(m => m.Name).ToHashSet(StringComparer.Ordinal));
        questions.AddList("id_keys", named.ConvertAll(m => m.CorrelationKey));
        questions.AddList("id_names", named.ConvertAll(m => m.Name));
        questions.AddList("ids", named.ConvertAll(m => m.MessageId!));
        questions.Ask(
            "select name, correlation_key, message_id, expires_at, id "
                + session.Dialect.FromMatching(
                    "buffered_messages",
                    ("correlation_key", "id_keys"),
                    ("name", "id_names"),
                    ("message_id", "ids")
                ),
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

    // An exact search, where LIKE would read an underscore of the id as any character.
    private static string NotTakenBy(string processId) =>
        $"replace(m.taken_by, '|' || {processId} || '|', '') = m.taken_by";

    private static void AskKept(
        Questions questions,
        WriteSession session,
        string which,
        Action<KeptMessage> found
    ) =>
        questions.Ask(
            // Expired ones are left out here: asked for by time too, the store may choose the wrong index and read them all.
            "select m.id, m.name, m.correlation_key, m.payload, m.expires_at, m.taken_by from buffered_messages m "
                + which,
            row =>
            {
                if (row.GetUtc(4) > session.Now)
                {
                    found(ReadKept(row));
                }
            }
        );

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
                if (!row.IsDBNull(WaitColumns) && !takers.Held.ContainsKey(wait.InstanceId))
                {
                    takers.Held.Add(wait.InstanceId, ProcessTables.ReadInstance(row, WaitColumns));
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
