using Hub.Storage;

namespace Hub.Processes;

/// <summary>The SQL of correlation: each question asked once for all keys of a transaction.</summary>
internal static class CorrelationRows
{
    public static RowBatch UpdateCorrelating() =>
        RowBatch.Update(
            "message_subscriptions",
            3,
            new("instance_id", ColumnKind.Guid),
            new("element_instance", ColumnKind.Int),
            new("element_id", ColumnKind.Text),
            new("correlating", ColumnKind.Bool)
        );

    public static RowBatch UpdateTakers() =>
        RowBatch.Update("buffered_messages", 1, new("id", ColumnKind.Long), new("taken_by", ColumnKind.Text));

    /// <summary>An expired message with the same id may still lie there until the purge: the new one takes its place.</summary>
    public static RowBatch InsertMessages() =>
        RowBatch.Insert(
            "buffered_messages",
            "on conflict (name, correlation_key, message_id) do update set payload = excluded.payload, "
                + "expires_at = excluded.expires_at, taken_by = excluded.taken_by",
            new("name", ColumnKind.Text),
            new("correlation_key", ColumnKind.Text),
            new("message_id", ColumnKind.Text),
            new("payload", ColumnKind.Text),
            new("expires_at", ColumnKind.Time),
            new("taken_by", ColumnKind.Text)
        );

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

    /// <summary>The live kept messages with these correlation keys, oldest first.</summary>
    public static async Task<List<KeptMessage>> FindKeptAsync(
        WriteSession session,
        IReadOnlyCollection<string> keys,
        CancellationToken ct
    )
    {
        await using var command = session.CreateCommand(
            "select id, name, correlation_key, payload, expires_at, taken_by from buffered_messages where "
                + $"{session.Dialect.InList("correlation_key", "keys")} and expires_at > @now order by id"
        );
        session.Dialect.AddList(command, "keys", keys);
        WriteSession.AddParameter(command, "now", session.Now);
        var kept = new List<KeptMessage>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            kept.Add(
                new KeptMessage(
                    reader.GetInt64(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetUtc(4)
                )
                {
                    TakenBy = reader.GetString(5),
                }
            );
        }

        return kept;
    }

    /// <summary>Which of the messages' ids are kept already.</summary>
    public static async Task<HashSet<(string Name, string Key, string Id)>> FindKnownIdsAsync(
        WriteSession session,
        IReadOnlyList<OutgoingMessage> messages,
        CancellationToken ct
    )
    {
        var known = new HashSet<(string, string, string)>();
        var keys = messages
            .Where(m => m.MessageId is not null)
            .Select(m => m.CorrelationKey)
            .ToHashSet(StringComparer.Ordinal);
        if (keys.Count == 0)
        {
            return known;
        }

        await using var command = session.CreateCommand(
            "select name, correlation_key, message_id from buffered_messages where "
                + $"{session.Dialect.InList("correlation_key", "keys")} and message_id is not null and expires_at > @now"
        );
        session.Dialect.AddList(command, "keys", keys);
        WriteSession.AddParameter(command, "now", session.Now);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            known.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return known;
    }

    /// <summary>The waits with these correlation keys to which no message is on its way, in the order they were opened.</summary>
    public static async Task<List<OpenedWait>> FindWaitsAsync(
        WriteSession session,
        IReadOnlyCollection<string> keys,
        CancellationToken ct
    )
    {
        await using var command = session.CreateCommand(
            "select instance_id, element_instance, element_id, process_id, name, correlation_key "
                + $"from message_subscriptions where {session.Dialect.InList("correlation_key", "keys")} "
                + "and not correlating order by opened_at, instance_id, element_instance"
        );
        session.Dialect.AddList(command, "keys", keys);
        var waits = new List<OpenedWait>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            waits.Add(
                new OpenedWait(
                    reader.GetGuid(0),
                    reader.GetInt32(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetString(4),
                    reader.GetString(5)
                )
            );
        }

        return waits;
    }
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
