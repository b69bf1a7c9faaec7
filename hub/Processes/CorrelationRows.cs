using System.Data.Common;
using Hub.Storage;

namespace Hub.Processes;

/// <summary>The SQL of correlation: each question asked once for all keys of a transaction.</summary>
internal static class CorrelationRows
{
    private const string WaitColumns =
        "w.instance_id, w.element_instance, w.element_id, w.process_id, w.name, w.correlation_key";

    /// <summary>Columns of a wait in front of what is asked beside it.</summary>
    private const int WaitWidth = 6;

    private const string InOrder =
        "where not w.correlating order by w.opened_at, w.instance_id, w.element_instance";

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
        3,
        new("correlation_key", ColumnKind.Text),
        new("name", ColumnKind.Text),
        new("message_id", ColumnKind.Text),
        new("taken_by", ColumnKind.Text)
    );

    private static readonly RowShape OldMessages = RowShape.Delete(
        "buffered_messages",
        new("correlation_key", ColumnKind.Text),
        new("name", ColumnKind.Text),
        new("message_id", ColumnKind.Text)
    );

    private static readonly RowShape NewMessages = RowShape.Insert(
        "buffered_messages",
        null,
        new("correlation_key", ColumnKind.Text),
        new("name", ColumnKind.Text),
        new("message_id", ColumnKind.Text),
        new("payload", ColumnKind.Text),
        new("published_at", ColumnKind.Time),
        new("place", ColumnKind.Int),
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

    /// <summary>Who has had the message by now.</summary>
    public static void AddTakers(RowBatch rows, KeptMessage message, string takenBy) =>
        rows.Add(message.CorrelationKey, message.Name, message.MessageId, takenBy);

    public static RowBatch InsertMessages() => new(NewMessages);

    /// <summary>Expired messages that still lie there until the purge, where a new one with the same id takes their place.</summary>
    public static RowBatch DeleteMessages() => new(OldMessages);

    public static void Add(
        RowBatch rows,
        OutgoingMessage message,
        string payload,
        IEnumerable<string> takers,
        int place,
        WriteSession session
    ) =>
        rows.Add(
            message.CorrelationKey,
            message.Name,
            message.MessageId ?? session.NewId().ToString(),
            payload,
            session.Now,
            place,
            message.ExpiresAt.ToStoredPrecision(),
            "|" + string.Concat(takers.Select(id => id + "|"))
        );

    /// <summary>
    /// Asks for the live kept messages for these waits, whose rows are written, that their processes have not had; in any order.
    /// </summary>
    public static void AskKept(
        Questions questions,
        WriteSession session,
        IEnumerable<OpenedWait> opened,
        KeptMessages known
    )
    {
        questions.AddList("opened", opened.Select(w => w.CorrelationKey).ToHashSet(StringComparer.Ordinal));
        AskKept(
            questions,
            session,
            // Both sides are bound to the keys: whichever a store begins with, it never walks a whole table.
            "join message_subscriptions w on w.correlation_key = m.correlation_key and not w.correlating "
                + $"and {NotTakenBy("w.process_id")} where {session.Dialect.InList("m.correlation_key", "opened")} "
                + $"and {session.Dialect.InList("w.correlation_key", "opened")}",
            known.Add
        );
    }

    /// <summary>Asks for the live kept messages with the key <c>key</c> that the process <c>process</c> has not had, in any order.</summary>
    public static List<KeptMessage> AskKeptForStart(Questions questions, WriteSession session)
    {
        var kept = new List<KeptMessage>();
        var which = $"where m.correlation_key = @key and {NotTakenBy("@process")}";
        AskKept(questions, session, which, kept.Add);
        return kept;
    }

    /// <summary>Asks which of the ids of these messages are kept already.</summary>
    public static void AskKnown(
        Questions questions,
        WriteSession session,
        IEnumerable<OutgoingMessage> messages,
        MessageTakers takers
    )
    {
        var named = messages.Where(m => m.MessageId is not null).ToList();
        questions.AddList("id_keys", named.ConvertAll(m => m.CorrelationKey));
        questions.AddList("id_names", named.ConvertAll(m => m.Name));
        questions.AddList("ids", named.ConvertAll(m => m.MessageId!));
        questions.Ask(
            "select m.name, m.correlation_key, m.message_id, m.expires_at "
                + session.Dialect.FromMatching(
                    "buffered_messages m",
                    ("m.correlation_key", "id_keys"),
                    ("m.name", "id_names"),
                    ("m.message_id", "ids")
                ),
            row =>
            {
                var message = (row.GetString(0), row.GetString(1), row.GetString(2));
                (row.GetUtc(3) > session.Now ? takers.Known : takers.Expired).Add(message);
            }
        );
    }

    /// <summary>Asks which waits no message is on its way to, in the order they were opened.</summary>
    public static void AskWaits(
        Questions questions,
        WriteSession session,
        IReadOnlyList<OutgoingMessage> messages,
        MessageTakers takers
    ) =>
        questions.Ask(
            $"select {WaitColumns} {FromWaits(questions, session, messages)} {InOrder}",
            row => takers.Waits.Add(ReadWait(row))
        );

    /// <summary>
    /// The same, and beside each wait whether anything is kept that may be for it or has the id of one of these messages, and
    /// its instance, held until the commit, if that is free.
    /// </summary>
    public static void AskAndHoldWaits(
        Questions questions,
        WriteSession session,
        IReadOnlyList<OutgoingMessage> messages,
        MessageTakers takers
    )
    {
        // Simpler than an exact search: where others have had a message too, the store is asked once more.
        var kept =
            "m.correlation_key = w.correlation_key and "
            + $"(m.taken_by <> '|' || w.process_id || '|' or {session.Dialect.InList("m.message_id", "given_ids")})";
        var free = $"i.id = w.instance_id and {ProcessTables.HasNothingToHear("i")}";
        questions.AddList("given_ids", [.. messages.Select(m => m.MessageId).OfType<string>()]);
        questions.AddParameter("now", session.Now);
        questions.Ask(
            $"select {WaitColumns}, exists (select 1 from buffered_messages m where {kept}), "
                + $"{ProcessTables.InstanceColumns} {FromWaits(questions, session, messages)} "
                + $"{session.Dialect.LeftJoinFree("process_instances", "i", free)} {InOrder}",
            row => takers.Add(ReadWait(row), row.GetBoolean(WaitWidth), ReadHeld(row))
        );
    }

    private static string FromWaits(
        Questions questions,
        WriteSession session,
        IEnumerable<OutgoingMessage> messages
    )
    {
        var wanted = messages.Select(m => (m.CorrelationKey, m.Name)).Distinct().ToList();
        questions.AddList("keys", wanted.ConvertAll(m => m.CorrelationKey));
        questions.AddList("names", wanted.ConvertAll(m => m.Name));
        return session.Dialect.FromMatching(
            "message_subscriptions w",
            ("w.correlation_key", "keys"),
            ("w.name", "names")
        );
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
            "select m.correlation_key, m.name, m.message_id, m.payload, m.published_at, m.place, m.expires_at, m.taken_by "
                + $"from buffered_messages m {which}",
            row =>
            {
                if (row.GetUtc(6) > session.Now)
                {
                    found(ReadKept(row));
                }
            }
        );

    private static ProcessInstance? ReadHeld(DbDataReader row) =>
        row.IsDBNull(WaitWidth + 1) ? null : ProcessTables.ReadInstance(row, WaitWidth + 1);

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
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3))
        {
            PublishedAt = row.GetUtc(4),
            Place = row.GetInt32(5),
            ExpiresAt = row.GetUtc(6),
            TakenBy = row.GetString(7),
        };
}
