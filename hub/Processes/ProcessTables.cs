using System.Data.Common;
using Hub.Storage;

namespace Hub.Processes;

/// <summary>The engine's hot tables, as set-based statements. Shapes are mapped in the row types beside this file.</summary>
internal static class ProcessTables
{
    private static readonly RowShape NewInstances = RowShape.Insert(
        "process_instances",
        null,
        new("id", ColumnKind.Guid),
        new("definition_id", ColumnKind.Guid),
        new("process_id", ColumnKind.Text),
        new("order_id", ColumnKind.Guid),
        new("parent_id", ColumnKind.Guid),
        new("parent_element_instance", ColumnKind.Int),
        new("status", ColumnKind.Int),
        new("version", ColumnKind.Int),
        new("state", ColumnKind.Bytes),
        new("created_at", ColumnKind.Time),
        new("updated_at", ColumnKind.Time),
        new("ended_at", ColumnKind.Time)
    );

    private static readonly RowShape ChangedInstances = RowShape.Update(
        "process_instances",
        1,
        new("id", ColumnKind.Guid),
        new("status", ColumnKind.Int),
        new("version", ColumnKind.Int),
        new("state", ColumnKind.Bytes),
        new("updated_at", ColumnKind.Time),
        new("ended_at", ColumnKind.Time)
    );

    private static readonly RowShape NewTriggers = RowShape.Insert(
        "process_triggers",
        null,
        new("instance_id", ColumnKind.Guid),
        new("kind", ColumnKind.Int),
        new("element_instance", ColumnKind.Int),
        new("element_id", ColumnKind.Text),
        new("payload", ColumnKind.Text),
        new("due_at", ColumnKind.Time),
        new("parked", ColumnKind.Bool)
    );

    private static readonly RowShape OldTimers = RowShape.Delete(
        "process_triggers",
        new("instance_id", ColumnKind.Guid),
        new("kind", ColumnKind.Int),
        new("element_instance", ColumnKind.Int),
        new("element_id", ColumnKind.Text)
    );

    private static readonly RowShape NewHistory = RowShape.Insert(
        "process_history",
        null,
        new("instance_id", ColumnKind.Guid),
        new("version", ColumnKind.Int),
        new("at", ColumnKind.Time),
        new("events", ColumnKind.Text)
    );

    private static readonly RowShape NewSubscriptions = RowShape.Insert(
        "message_subscriptions",
        null,
        new("instance_id", ColumnKind.Guid),
        new("element_instance", ColumnKind.Int),
        new("element_id", ColumnKind.Text),
        new("process_id", ColumnKind.Text),
        new("name", ColumnKind.Text),
        new("correlation_key", ColumnKind.Text),
        new("correlating", ColumnKind.Bool),
        new("opened_at", ColumnKind.Time)
    );

    private static readonly RowShape OldSubscriptions = RowShape.Delete(
        "message_subscriptions",
        new("instance_id", ColumnKind.Guid),
        new("element_instance", ColumnKind.Int),
        new("element_id", ColumnKind.Text)
    );

    private const string TriggerColumns =
        "id, instance_id, kind, element_instance, element_id, payload, due_at";

    /// <summary>What <see cref="ReadInstance"/> reads of the instance <c>i</c>.</summary>
    public const string InstanceColumns =
        "i.id, i.definition_id, i.process_id, i.order_id, i.parent_id, i.parent_element_instance, i.status, i.version, "
        + "i.state, i.created_at";

    public static RowBatch InsertInstances() => new(NewInstances);

    /// <summary>Adds an instance to rows of <see cref="InsertInstances"/>.</summary>
    public static void AddNew(RowBatch rows, ProcessInstance row, byte[]? state) =>
        rows.Add(
            row.Id,
            row.DefinitionId,
            row.ProcessId,
            row.OrderId,
            row.ParentId,
            row.ParentElementInstance,
            (int)row.Status,
            row.Version,
            state,
            row.CreatedAt,
            row.UpdatedAt,
            row.EndedAt
        );

    public static RowBatch UpdateInstances() => new(ChangedInstances);

    public static RowBatch InsertTriggers() => new(NewTriggers);

    public static RowBatch DeleteTimers() => new(OldTimers);

    public static RowBatch InsertHistory() => new(NewHistory);

    public static RowBatch InsertSubscriptions() => new(NewSubscriptions);

    public static RowBatch DeleteSubscriptions() => new(OldSubscriptions);

    /// <summary>
    /// Takes up to <paramref name="limit"/> due triggers out of the inbox; they come back when the transaction rolls back.
    /// </summary>
    public static async Task<List<ClaimedTrigger>> ClaimAsync(
        WriteSession session,
        int limit,
        CancellationToken ct
    )
    {
        await using var command = session.CreateCommand(
            "with due as materialized (select id from process_triggers where due_at <= @now and not parked "
                + $"order by due_at, id limit @limit{session.Dialect.SkipLocked}) "
                + $"delete from process_triggers where id in (select id from due) returning {TriggerColumns}"
        );
        WriteSession.AddParameter(command, "now", session.Now);
        WriteSession.AddParameter(command, "limit", limit);
        return await ReadTriggersAsync(command, ct);
    }

    /// <summary>Takes one trigger by its id; empty when somebody else took it meanwhile.</summary>
    public static async Task<List<ClaimedTrigger>> ClaimOneAsync(
        WriteSession session,
        long id,
        CancellationToken ct
    )
    {
        await using var command = session.CreateCommand(
            $"delete from process_triggers where id = @id and not parked returning {TriggerColumns}"
        );
        WriteSession.AddParameter(command, "id", id);
        return await ReadTriggersAsync(command, ct);
    }

    /// <summary>When the next trigger is due, or null.</summary>
    public static async Task<DateTimeOffset?> NextDueAsync(WriteSession session, CancellationToken ct)
    {
        await using var command = session.CreateCommand(
            "select due_at from process_triggers where not parked order by due_at, id limit 1"
        );
        return (await command.ExecuteScalarAsync(ct)).ToUtc();
    }

    /// <summary>Loads instances and holds their rows until the commit: one writer per instance, by row lock.</summary>
    public static async Task<List<ProcessInstance>> LoadForUpdateAsync(
        WriteSession session,
        IReadOnlyCollection<Guid> ids,
        CancellationToken ct
    )
    {
        await using var command = session.CreateCommand(
            $"select {InstanceColumns} from process_instances i where {session.Dialect.InList("i.id", "ids")} "
                + $"order by i.id{session.Dialect.ForUpdate}"
        );
        session.Dialect.AddList(command, "ids", ids);
        var instances = new List<ProcessInstance>(ids.Count);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            instances.Add(ReadInstance(reader, 0));
        }

        return instances;
    }

    /// <summary>
    /// Loads and holds those instances that nobody holds and that have nothing older to hear; waits for none of them.
    /// </summary>
    public static async Task<List<ProcessInstance>> LoadIfFreeAsync(
        WriteSession session,
        IReadOnlyCollection<Guid> ids,
        CancellationToken ct
    )
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var loaded = new List<ProcessInstance>(ids.Count);
        var questions = new Questions(session);
        questions.AddList("ids", ids);
        questions.AddParameter("now", session.Now);
        questions.Ask(
            $"select {InstanceColumns} from process_instances i where {session.Dialect.InList("i.id", "ids")} "
                + $"and {HasNothingToHear("i")}{session.Dialect.SkipLocked}",
            row => loaded.Add(ReadInstance(row, 0))
        );
        await questions.RunAsync([], ct);
        return loaded;
    }

    /// <summary>Has the instance <paramref name="alias"/> nothing older to hear? Names the parameter <c>now</c>.</summary>
    public static string HasNothingToHear(string alias) =>
        $"not exists (select 1 from process_triggers t where t.instance_id = {alias}.id "
        + "and t.due_at <= @now and not t.parked)";

    /// <summary>The instance whose columns begin at <paramref name="first"/>.</summary>
    public static ProcessInstance ReadInstance(DbDataReader row, int first) =>
        new()
        {
            Id = row.GetGuid(first),
            DefinitionId = row.GetGuid(first + 1),
            ProcessId = row.GetString(first + 2),
            OrderId = row.IsDBNull(first + 3) ? null : row.GetGuid(first + 3),
            ParentId = row.IsDBNull(first + 4) ? null : row.GetGuid(first + 4),
            ParentElementInstance = row.IsDBNull(first + 5) ? null : row.GetInt32(first + 5),
            Status = (InstanceStatus)row.GetInt32(first + 6),
            Version = row.GetInt32(first + 7),
            State = row.IsDBNull(first + 8) ? null : row.GetFieldValue<byte[]>(first + 8),
            CreatedAt = row.GetUtc(first + 9),
        };

    private static async Task<List<ClaimedTrigger>> ReadTriggersAsync(DbCommand command, CancellationToken ct)
    {
        var triggers = new List<ClaimedTrigger>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                triggers.Add(
                    new ClaimedTrigger(
                        reader.GetInt64(0),
                        reader.GetGuid(1),
                        (TriggerKind)reader.GetInt32(2),
                        reader.GetInt32(3),
                        reader.IsDBNull(4) ? null : reader.GetString(4),
                        reader.IsDBNull(5) ? null : reader.GetString(5),
                        reader.GetUtc(6)
                    )
                );
            }
        }

        triggers.Sort((a, b) => (a.DueAt, a.Id).CompareTo((b.DueAt, b.Id)));
        return triggers;
    }
}

/// <summary>A trigger taken out of the inbox by the running transaction.</summary>
internal sealed record ClaimedTrigger(
    long Id,
    Guid InstanceId,
    TriggerKind Kind,
    int ElementInstance,
    string? ElementId,
    string? Payload,
    DateTimeOffset DueAt
);
