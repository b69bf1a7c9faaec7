namespace Hub.Storage;

/// <summary>
/// Many rows for one table, written set-based: <c>unnest</c> arrays on PostgreSQL, one prepared command on SQLite.
/// </summary>
internal sealed class RowBatch(RowShape shape)
{
    private readonly List<object?[]> rows = [];

    public RowShape Shape => shape;
    public IReadOnlyList<object?[]> Rows => rows;
    public int Count => rows.Count;

    /// <summary>Adds one row, values in the order of the shape's columns; times are <see cref="DateTimeOffset"/>.</summary>
    public void Add(params object?[] values)
    {
        if (values.Length != shape.Columns.Count)
        {
            throw new InvalidOperationException(
                $"A row of {shape.Table} has {values.Length} values for {shape.Columns.Count} columns."
            );
        }

        rows.Add(values);
    }
}

/// <summary>
/// What a batch does with its rows. Made once for each statement: the stores keep the text they made of it. The first
/// <see cref="KeyCount"/> columns are the key of an update or delete.
/// </summary>
internal sealed class RowShape
{
    private RowShape(RowOperation operation, string table, int keyCount, string? tail, Column[] columns)
    {
        Operation = operation;
        Table = table;
        KeyCount = keyCount;
        Tail = tail;
        Columns = columns;
    }

    public RowOperation Operation { get; }
    public string Table { get; }
    public int KeyCount { get; }

    /// <summary>For inserts: an <c>on conflict</c> clause.</summary>
    public string? Tail { get; }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Rows to insert; <paramref name="onConflict"/> is appended as it is.</summary>
    public static RowShape Insert(string table, string? onConflict, params Column[] columns) =>
        new(RowOperation.Insert, table, 0, onConflict, columns);

    /// <summary>Rows to update by their first <paramref name="keyCount"/> columns.</summary>
    public static RowShape Update(string table, int keyCount, params Column[] columns) =>
        new(RowOperation.Update, table, keyCount, null, columns);

    /// <summary>Rows to delete; all columns are the key.</summary>
    public static RowShape Delete(string table, params Column[] columns) =>
        new(RowOperation.Delete, table, columns.Length, null, columns);
}

/// <summary>The column types our hand-written tables use.</summary>
internal enum ColumnKind
{
    Guid,
    Text,
    Int,
    Long,
    Bool,
    Time,
    Bytes,
}

/// <summary>A column of a hand-written statement.</summary>
internal readonly record struct Column(string Name, ColumnKind Kind);

/// <summary>What a <see cref="RowShape"/> does with its rows.</summary>
internal enum RowOperation
{
    Insert,
    Update,
    Delete,
}
