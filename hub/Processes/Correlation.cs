using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Hub.Storage;

namespace Hub.Processes;

/// <summary>
/// Brings messages and waits together (language.md R22–R26). Publisher and waiter both take the lock of (name, key), so
/// neither can miss the other; the lock is taken after the instance rows and nothing is waited for behind it.
/// </summary>
internal static class Correlation
{
    /// <summary>
    /// Correlates new messages with open waits and newly opened waits with kept messages. Returns who hears what.
    /// </summary>
    public static async Task<List<HeardMessage>> RunAsync(
        WriteSession session,
        IReadOnlyList<OutgoingMessage> messages,
        IReadOnlyList<OpenedWait> opened,
        CancellationToken ct
    )
    {
        var keys = messages
            .Select(m => LockKey(m.Name, m.CorrelationKey))
            .Concat(opened.Select(w => LockKey(w.Name, w.CorrelationKey)))
            .ToHashSet();
        await session.Dialect.LockKeysAsync(session.Transaction, keys);
        var heard = new List<HeardMessage>();
        foreach (var wait in opened)
        {
            if (await TakeKeptAsync(session, wait, ct) is { } kept)
            {
                await MarkCorrelatingAsync(session, wait, ct);
                heard.Add(kept);
            }
        }

        foreach (var message in messages)
        {
            await PublishAsync(session, message, heard, ct);
        }

        return heard;
    }

    private static long LockKey(string name, string key) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(name + "\0" + key)), 0);

    private static async Task PublishAsync(
        WriteSession session,
        OutgoingMessage message,
        List<HeardMessage> heard,
        CancellationToken ct
    )
    {
        if (message.MessageId is not null && await IsKeptAsync(session, message, ct))
        {
            return;
        }

        var payload = TriggerCodec.Write(message.Variables);
        var takers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var wait in await FindWaitsAsync(session, message, ct))
        {
            if (takers.Add(wait.ProcessId))
            {
                await MarkCorrelatingAsync(session, wait, ct);
                heard.Add(new HeardMessage(wait, payload, message.ExpiresAt));
            }
        }

        if (message.ExpiresAt > session.Now)
        {
            await KeepAsync(session, message, payload, takers, ct);
        }
    }

    private static async Task<bool> IsKeptAsync(
        WriteSession session,
        OutgoingMessage message,
        CancellationToken ct
    )
    {
        await using var command = session.CreateCommand(
            "select count(*) from buffered_messages where name = @name and correlation_key = @key "
                + "and message_id = @id and expires_at > @now"
        );
        AddKey(command, message.Name, message.CorrelationKey);
        WriteSession.AddParameter(command, "id", message.MessageId);
        WriteSession.AddParameter(command, "now", session.Now);
        return Convert.ToInt64(
                await command.ExecuteScalarAsync(ct),
                System.Globalization.CultureInfo.InvariantCulture
            ) > 0;
    }

    private static async Task<List<OpenedWait>> FindWaitsAsync(
        WriteSession session,
        OutgoingMessage message,
        CancellationToken ct
    )
    {
        await using var command = session.CreateCommand(
            "select instance_id, element_instance, element_id, process_id from message_subscriptions "
                + "where name = @name and correlation_key = @key and not correlating "
                + "order by opened_at, instance_id, element_instance"
        );
        AddKey(command, message.Name, message.CorrelationKey);
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
                    message.Name,
                    message.CorrelationKey
                )
            );
        }

        return waits;
    }

    private static async Task KeepAsync(
        WriteSession session,
        OutgoingMessage message,
        string payload,
        HashSet<string> takers,
        CancellationToken ct
    )
    {
        // An expired message with the same id may still lie there until the purge: the new one takes its place.
        await using var command = session.CreateCommand(
            "insert into buffered_messages (name, correlation_key, message_id, payload, expires_at, taken_by) "
                + "values (@name, @key, @id, @payload, @expires, @takers) "
                + "on conflict (name, correlation_key, message_id) do update set payload = excluded.payload, "
                + "expires_at = excluded.expires_at, taken_by = excluded.taken_by"
        );
        AddKey(command, message.Name, message.CorrelationKey);
        WriteSession.AddParameter(command, "id", message.MessageId);
        WriteSession.AddParameter(command, "payload", payload);
        WriteSession.AddParameter(command, "expires", message.ExpiresAt.ToStoredPrecision());
        WriteSession.AddParameter(command, "takers", "|" + string.Concat(takers.Select(id => id + "|")));
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<HeardMessage?> TakeKeptAsync(
        WriteSession session,
        OpenedWait wait,
        CancellationToken ct
    )
    {
        await using var command = session.CreateCommand(
            "with oldest as materialized (select id from buffered_messages where name = @name and correlation_key = @key "
                + "and expires_at > @now and taken_by not like @taken order by id limit 1) "
                + "update buffered_messages set taken_by = taken_by || @taker "
                + "where id in (select id from oldest) returning payload, expires_at"
        );
        AddKey(command, wait.Name, wait.CorrelationKey);
        WriteSession.AddParameter(command, "now", session.Now);
        WriteSession.AddParameter(command, "taken", $"%|{wait.ProcessId}|%");
        WriteSession.AddParameter(command, "taker", wait.ProcessId + "|");
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new HeardMessage(wait, reader.GetString(0), reader.GetUtc(1))
            : null;
    }

    private static async Task MarkCorrelatingAsync(
        WriteSession session,
        OpenedWait wait,
        CancellationToken ct
    )
    {
        await using var command = session.CreateCommand(
            "update message_subscriptions set correlating = @yes where instance_id = @instance "
                + "and element_instance = @element and element_id = @id"
        );
        WriteSession.AddParameter(command, "yes", true);
        WriteSession.AddParameter(command, "instance", wait.InstanceId);
        WriteSession.AddParameter(command, "element", wait.ElementInstance);
        WriteSession.AddParameter(command, "id", wait.ElementId);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static void AddKey(DbCommand command, string name, string key)
    {
        WriteSession.AddParameter(command, "name", name);
        WriteSession.AddParameter(command, "key", key);
    }
}

/// <summary>A message on its way to a wait.</summary>
internal sealed record HeardMessage(OpenedWait Wait, string Payload, DateTimeOffset ExpiresAt);
