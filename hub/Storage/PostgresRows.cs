using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Hub.Storage;

/// <summary>Row batches as PostgreSQL takes them: one statement with an array for each column, unnested.</summary>
internal sealed class PostgresRows
{
    private readonly ConcurrentDictionary<RowShape, string> statements = new();

    /// <summary>The statement and its arrays.</summary>
    public NpgsqlBatchCommand ToCommand(RowBatch rows)
    {
        var command = new NpgsqlBatchCommand(statements.GetOrAdd(rows.Shape, ToSql));
        for (var i = 0; i < rows.Shape.Columns.Count; i++)
        {
            command.Parameters.Add(ToArray(rows, i));
        }

        return command;
    }

    private static string ToSql(RowShape shape)
    {
        var names = shape.Columns.Select(column => column.Name).ToArray();
        var lists = string.Join(
            ", ",
            shape.Columns.Select(
                (column, i) =>
                    string.Create(CultureInfo.InvariantCulture, $"${i + 1}::{TypeName(column.Kind)}[]")
            )
        );
        var given = $"unnest({lists}) as u({string.Join(", ", names)})";
        var keys = string.Join(" and ", names.Take(shape.KeyCount).Select(name => $"t.{name} = u.{name}"));
        return shape.Operation switch
        {
            RowOperation.Insert =>
                $"insert into {shape.Table} ({string.Join(", ", names)}) select * from {given} {shape.Tail}",
            RowOperation.Update =>
                $"update {shape.Table} t set {string.Join(", ", names.Skip(shape.KeyCount).Select(n => $"{n} = u.{n}"))} from {given} where {keys}",
            RowOperation.Delete => $"delete from {shape.Table} t using {given} where {keys}",
        };
    }

    private static string TypeName(ColumnKind kind) =>
        kind switch
        {
            ColumnKind.Guid => "uuid",
            ColumnKind.Text => "text",
            ColumnKind.Int => "int",
            ColumnKind.Long => "bigint",
            ColumnKind.Bool => "boolean",
            ColumnKind.Time => "timestamptz",
            ColumnKind.Bytes => "bytea",
        };

    private static NpgsqlParameter ToArray(RowBatch rows, int index) =>
        rows.Shape.Columns[index].Kind switch
        {
            ColumnKind.Guid => ToArray<Guid>(rows, index),
            ColumnKind.Text => new NpgsqlParameter<string?[]> { TypedValue = Values<string?>(rows, index) },
            ColumnKind.Int => ToArray<int>(rows, index),
            ColumnKind.Long => ToArray<long>(rows, index),
            ColumnKind.Bool => ToArray<bool>(rows, index),
            ColumnKind.Time => new NpgsqlParameter
            {
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
                Value = Array.ConvertAll(Values<DateTimeOffset?>(rows, index), at => at?.UtcDateTime),
            },
            ColumnKind.Bytes => new NpgsqlParameter
            {
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
                Value = Values<byte[]?>(rows, index),
            },
        };

    // Arrays without gaps are written value by value; those with gaps cost the driver a look at each.
    private static NpgsqlParameter ToArray<T>(RowBatch rows, int index)
        where T : struct
    {
        foreach (var row in rows.Rows)
        {
            if (row[index] is null)
            {
                return new NpgsqlParameter<T?[]> { TypedValue = Values<T?>(rows, index) };
            }
        }

        return new NpgsqlParameter<T[]> { TypedValue = Values<T>(rows, index) };
    }

    private static T[] Values<T>(RowBatch rows, int index)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (T)rows.Rows[i][index]!;
        }

        return values;
    }
}
