using Hub.Storage;

namespace Hub.Work;

/// <summary>The outgoing effects one transaction intends: intent row and work item are written with the facts they follow from.</summary>
internal sealed class WorkWrites(WriteSession session)
{
    private static readonly RowShape Effects = RowShape.Insert(
        "effects",
        null,
        new("key", ColumnKind.Text),
        new("work_item_id", ColumnKind.Guid),
        new("type", ColumnKind.Text),
        new("partner", ColumnKind.Text),
        new("order_id", ColumnKind.Guid),
        new("state", ColumnKind.Int),
        new("level", ColumnKind.Int),
        new("attempts", ColumnKind.Int),
        new("intended_at", ColumnKind.Time)
    );

    private static readonly RowShape Items = RowShape.Insert(
        "work_items",
        null,
        new("id", ColumnKind.Guid),
        new("type", ColumnKind.Text),
        new("partner", ColumnKind.Text),
        new("line", ColumnKind.Text),
        new("effect_key", ColumnKind.Text),
        new("instance_id", ColumnKind.Guid),
        new("element_instance", ColumnKind.Int),
        new("order_id", ColumnKind.Guid),
        new("input", ColumnKind.Text),
        new("state", ColumnKind.Int),
        new("attempt", ColumnKind.Int),
        new("retries_left", ColumnKind.Int),
        new("due_at", ColumnKind.Time),
        new("created_at", ColumnKind.Time)
    );

    private readonly Dictionary<string, NewWorkItem> planned = new(StringComparer.Ordinal);

    /// <summary>Did this transaction intend anything?</summary>
    public bool HasItems { get; private set; }

    /// <summary>Intends an effect. The same key a second time, now or ever, intends nothing new.</summary>
    public void Intend(NewWorkItem item) => planned.TryAdd(item.EffectKey, item);

    /// <summary>Takes an intention of this same transaction back; true when there was one.</summary>
    public bool TakeBack(Guid instanceId, int elementInstance)
    {
        var found = planned.Values.FirstOrDefault(item =>
            item.InstanceId == instanceId && item.ElementInstance == elementInstance
        );
        return found is not null && planned.Remove(found.EffectKey);
    }

    /// <summary>Intents and items become rows of the transaction.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        foreach (var known in await FindKnownAsync(ct))
        {
            planned.Remove(known);
        }

        if (planned.Count == 0)
        {
            return;
        }

        var effects = new RowBatch(Effects);
        var items = new RowBatch(Items);
        foreach (var item in planned.Values)
        {
            Add(item, effects, items);
        }

        planned.Clear();
        HasItems = true;
        session.Write([effects, items]);
    }

    private void Add(NewWorkItem item, RowBatch effects, RowBatch items)
    {
        var id = session.NewId();
        effects.Add(
            item.EffectKey,
            id,
            item.Type,
            item.Partner,
            item.OrderId,
            (int)EffectState.Intended,
            (int)TransmissionLevel.Queued,
            0,
            session.Now
        );
        items.Add(
            id,
            item.Type,
            item.Partner,
            item.Line,
            item.EffectKey,
            item.InstanceId,
            item.ElementInstance,
            item.OrderId,
            item.Input,
            (int)WorkState.Ready,
            0,
            item.Retries,
            (item.DueAt ?? session.Now).ToStoredPrecision(),
            session.Now
        );
    }

    private async Task<List<string>> FindKnownAsync(CancellationToken ct)
    {
        var known = new List<string>();
        if (planned.Count == 0)
        {
            return known;
        }

        await using var command = session.CreateCommand(
            "select key from effects where " + session.Dialect.InList("key", "keys")
        );
        session.Dialect.AddList(command, "keys", planned.Keys);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            known.Add(reader.GetString(0));
        }

        return known;
    }
}
