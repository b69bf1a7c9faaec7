using System.Data.Common;
using Hub.Storage;

namespace Hub.Work;

/// <summary>The SQL of the work queue: claim with a lease, look up what is still ours, put back.</summary>
internal static class WorkQueue
{
    private static readonly RowShape Tried = RowShape.Update(
        "effects",
        1,
        new("key", ColumnKind.Text),
        new("attempts", ColumnKind.Int),
        new("next_check_at", ColumnKind.Time)
    );

    private const string Columns =
        "id, type, partner, line, effect_key, instance_id, element_instance, order_id, input, attempt, retries_left, due_at, created_at";

    /// <summary>
    /// Leases up to <paramref name="limit"/> due items, none of the lines in <paramref name="passedOver"/>, and marks their
    /// effects as being tried. A leased item whose lease ended is due again: its former holder died or hangs, so its effect
    /// is in doubt.
    /// </summary>
    public static async Task<IReadOnlyList<WorkItem>> ClaimAsync(
        WriteSession session,
        int limit,
        TimeSpan lease,
        IReadOnlyCollection<string> passedOver,
        CancellationToken ct
    )
    {
        await using var command = session.CreateCommand(
            "with due as materialized (select id from work_items where state < 3 and due_at <= @now"
                + $"{NotOf(passedOver, session)} order by due_at limit @limit{session.Dialect.SkipLocked}) "
                + "update work_items set state = @leased, attempt = attempt + 1, due_at = @until "
                + $"where id in (select id from due) returning {Columns}"
        );
        AddLines(command, passedOver, session);
        WriteSession.AddParameter(command, "now", session.Now);
        WriteSession.AddParameter(command, "limit", limit);
        WriteSession.AddParameter(command, "leased", (int)WorkState.Leased);
        WriteSession.AddParameter(command, "until", session.Now + lease);
        var items = await ReadAsync(command, ct);
        if (items.Count > 0)
        {
            await MarkTriedAsync(session, items, lease);
        }

        return items;
    }

    /// <summary>
    /// Holds these items until the commit, so that a lease that ran out is not taken over meanwhile, and says which try each is
    /// at: another than ours means that somebody else has taken it over before. Items that are gone are left out.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, int>> HoldAsync(
        WriteSession session,
        IReadOnlyCollection<Guid> ids,
        CancellationToken ct
    )
    {
        await using var command = session.CreateCommand(
            $"select id, attempt from work_items where {session.Dialect.InList("id", "ids")} "
                + $"order by id{session.Dialect.ForUpdate}"
        );
        session.Dialect.AddList(command, "ids", ids);
        var attempts = new Dictionary<Guid, int>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            attempts.Add(reader.GetGuid(0), reader.GetInt32(1));
        }

        return attempts;
    }

    /// <summary>When the next item is due that is on none of these lines, or null.</summary>
    public static async Task<DateTimeOffset?> NextDueAsync(
        WriteSession session,
        IReadOnlyCollection<string> passedOver,
        CancellationToken ct
    )
    {
        await using var command = session.CreateCommand(
            "select min(due_at) from work_items where state < 3" + NotOf(passedOver, session)
        );
        AddLines(command, passedOver, session);
        return (await command.ExecuteScalarAsync(ct)).ToUtc();
    }

    private static string NotOf(IReadOnlyCollection<string> lines, WriteSession session) =>
        lines.Count == 0 ? "" : $" and not ({session.Dialect.InList("line", "lines")})";

    private static void AddLines(DbCommand command, IReadOnlyCollection<string> lines, WriteSession session)
    {
        if (lines.Count > 0)
        {
            session.Dialect.AddList(command, "lines", lines);
        }
    }

    private static async Task MarkTriedAsync(
        WriteSession session,
        IReadOnlyList<WorkItem> items,
        TimeSpan lease
    )
    {
        var tried = new RowBatch(Tried);
        foreach (var item in items)
        {
            tried.Add(item.EffectKey, item.Attempt, session.Now + lease);
        }

        await session.Dialect.WriteAsync(session.Transaction, [tried]);
    }

    private static async Task<List<WorkItem>> ReadAsync(DbCommand command, CancellationToken ct)
    {
        var items = new List<WorkItem>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            items.Add(
                new WorkItem
                {
                    Id = reader.GetGuid(0),
                    Type = reader.GetString(1),
                    Partner = reader.GetString(2),
                    Line = reader.GetString(3),
                    EffectKey = reader.GetString(4),
                    InstanceId = reader.IsDBNull(5) ? null : reader.GetGuid(5),
                    ElementInstance = reader.IsDBNull(6) ? null : reader.GetInt32(6),
                    OrderId = reader.IsDBNull(7) ? null : reader.GetGuid(7),
                    Input = reader.GetString(8),
                    Attempt = reader.GetInt32(9),
                    RetriesLeft = reader.GetInt32(10),
                    DueAt = reader.GetUtc(11),
                    CreatedAt = reader.GetUtc(12),
                    State = WorkState.Leased,
                }
            );
        }

        return items;
    }
}
