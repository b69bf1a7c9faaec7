using Hub.Storage;

namespace Hub.Processes;

/// <summary>
/// Messages that begin an instance (language.md R24, R25): one per process id that was not served through a wait, and with a
/// correlation key one running instance at a time. What came too early waits in the buffer until that instance has ended.
/// </summary>
internal sealed class MessageStarts(WriteSession session)
{
    private readonly Dictionary<string, List<StartEvent>> byName = new(StringComparer.Ordinal);

    /// <summary>Asks which start events wait for these messages.</summary>
    public void Ask(Questions questions, IEnumerable<OutgoingMessage> messages)
    {
        questions.AddList("starting", messages.Select(m => m.Name).ToHashSet(StringComparer.Ordinal));
        Ask(questions, session.Dialect.InList("message_name", "starting"));
    }

    /// <summary>Begins an instance of every process that waits for the message and is not among <paramref name="served"/>.</summary>
    public async Task StartAsync(OutgoingMessage message, HashSet<string> served, CancellationToken ct)
    {
        foreach (var start in byName.GetValueOrDefault(message.Name) ?? [])
        {
            if (served.Contains(start.ProcessId))
            {
                continue;
            }

            var id = session.NewId();
            if (
                message.CorrelationKey.Length == 0
                || await LockAsync(start.ProcessId, message.CorrelationKey, id, ct)
            )
            {
                session.Processes.StartByMessage(id, start, message.Variables);
                served.Add(start.ProcessId);
            }
        }
    }

    /// <summary>An instance that a message may have begun has ended: the oldest message that waited for that begins the next.</summary>
    public async Task ReleaseAsync(Guid instanceId, string processId, CancellationToken ct)
    {
        if (await UnlockAsync(instanceId, ct) is not { } key)
        {
            return;
        }

        var starts = new Questions(session);
        starts.AddParameter("process", processId);
        Ask(starts, "process_id = @process");
        await starts.RunAsync([], ct);
        var messages = new Questions(session);
        messages.AddParameter("key", key);
        messages.AddParameter("process", processId);
        var kept = CorrelationRows.AskKeptForStart(messages, session);
        await messages.RunAsync([], ct);
        foreach (var message in kept.OrderBy(m => (m.PublishedAt, m.Place)))
        {
            var start = byName.GetValueOrDefault(message.Name)?.Find(s => s.ProcessId == processId);
            var id = session.NewId();
            if (start is null || !await LockAsync(processId, key, id, ct))
            {
                continue;
            }

            var taking = CorrelationRows.UpdateTakers();
            CorrelationRows.AddTakers(taking, message, message.TakenBy + processId + "|");
            await session.Dialect.WriteAsync(session.Transaction, [taking]);
            session.Processes.StartByMessage(id, start, TriggerCodec.Read(message.Payload).Variables);
            return;
        }
    }

    private void Ask(Questions questions, string which) =>
        questions.Ask(
            "select message_name, process_id, element_id, definition_id from start_subscriptions "
                + "where not is_signal and "
                + which
                + " order by process_id, element_id",
            row =>
            {
                var name = row.GetString(0);
                if (!byName.TryGetValue(name, out var starts))
                {
                    byName.Add(name, starts = []);
                }

                starts.Add(new StartEvent(row.GetString(1), row.GetString(2), row.GetGuid(3)));
            }
        );

    private async Task<bool> LockAsync(string processId, string key, Guid instanceId, CancellationToken ct)
    {
        await using var command = session.CreateCommand(
            "insert into start_locks (process_id, correlation_key, instance_id) values (@process, @key, @instance) "
                + "on conflict (process_id, correlation_key) do nothing"
        );
        WriteSession.AddParameter(command, "process", processId);
        WriteSession.AddParameter(command, "key", key);
        WriteSession.AddParameter(command, "instance", instanceId);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    private async Task<string?> UnlockAsync(Guid instanceId, CancellationToken ct)
    {
        await using var command = session.CreateCommand(
            "delete from start_locks where instance_id = @instance returning correlation_key"
        );
        WriteSession.AddParameter(command, "instance", instanceId);
        return (string?)await command.ExecuteScalarAsync(ct);
    }
}

/// <summary>A start event that waits for a message.</summary>
internal sealed record StartEvent(string ProcessId, string ElementId, Guid DefinitionId);
