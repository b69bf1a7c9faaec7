using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Hub.Storage;

/// <summary>PostgreSQL 15+: row locks, advisory locks, <c>unnest</c>.</summary>
internal sealed class PostgresDialect : IDatabaseDialect
{
    private const string SynchronousReplicationWarning = "01000";

    /// <summary>
    /// Writing means rows found by their keys, in the same few statements again and again: planned once, by index whatever the
    /// size of the table was when the plan was made, and never compiled.
    /// </summary>
    private const string WritingOptions =
        "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off";

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlDataSource writing;
    private readonly ConcurrentDictionary<RowShape, string> statements = new();

    /// <summary>Opens the pools. No command time-out: a commit must never be cancelled by a timer.</summary>
    public PostgresDialect(string connectionString)
    {
        source = Open(connectionString, "");
        writing = Open(connectionString, WritingOptions);
    }

    public bool Shared => true;
    public string SkipLocked => " for update skip locked";
    public string ForUpdate => " for update";

    /// <summary>The pool, for LISTEN/NOTIFY and for Quartz.</summary>
    public NpgsqlDataSource Source => source;

    public async Task<DbConnection> OpenForWritingAsync(CancellationToken ct) =>
        await writing.OpenConnectionAsync(ct);

    public ValueTask CloseAsync(DbConnection connection) => connection.DisposeAsync();

    public async Task CommitAsync(DbConnection connection, DbTransaction transaction)
    {
        var npgsql = (NpgsqlConnection)connection;
        string? doubt = null;
        void Watch(object sender, NpgsqlNoticeEventArgs args)
        {
            if (args.Notice.SqlState == SynchronousReplicationWarning)
            {
                doubt = args.Notice.MessageText;
            }
        }

        npgsql.Notice += Watch;
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        finally
        {
            npgsql.Notice -= Watch;
        }

        if (doubt is not null)
        {
            throw new CommitInDoubtException(doubt);
        }
    }

    public async Task LockKeysAsync(DbTransaction transaction, IReadOnlyCollection<long> keys)
    {
        if (keys.Count == 0)
        {
            return;
        }

        await using var command = CreateCommand(transaction, LockStatement("keys"));
        AddList(command, "keys", keys);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    // Sorted in the statement, so that two transactions never wait for each other in a circle.
    public string LockStatement(string name) =>
        $"select pg_advisory_xact_lock(k) from (select distinct k from unnest(@{name}) k order by k) sorted";

    public string LockAtOnceStatement(string name) =>
        $"select bool_and(pg_try_advisory_xact_lock(k)) from (select distinct k from unnest(@{name}) k) given";

    public async Task<IReadOnlyList<int>> WriteAsync(
        DbTransaction transaction,
        IReadOnlyList<RowBatch> batches
    )
    {
        await using var batch = new NpgsqlBatch(
            (NpgsqlConnection)transaction.Connection!,
            (NpgsqlTransaction)transaction
        );
        foreach (var rows in batches)
        {
            batch.BatchCommands.Add(ToCommand(rows));
        }

        await batch.ExecuteNonQueryAsync(CancellationToken.None);
        var touched = new int[batches.Count];
        for (var i = 0; i < touched.Length; i++)
        {
            touched[i] = (int)batch.BatchCommands[i].Rows;
        }

        return touched;
    }

    public async Task WriteAndAskAsync(
        DbTransaction transaction,
        IReadOnlyList<RowBatch> batches,
        IReadOnlyList<Question> questions,
        DbCommand parameters,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(
            (NpgsqlConnection)transaction.Connection!,
            (NpgsqlTransaction)transaction
        );
        foreach (var rows in batches)
        {
            batch.BatchCommands.Add(ToCommand(rows));
        }

        foreach (var question in questions)
        {
            var command = new NpgsqlBatchCommand(question.Sql);
            foreach (NpgsqlParameter parameter in parameters.Parameters)
            {
                if (question.Sql.Contains("@" + parameter.ParameterName, StringComparison.Ordinal))
                {
                    command.Parameters.Add(parameter.Clone());
                }
            }

            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        await Question.ReadAsync(reader, questions, ct);
    }

    public string InList(string column, string name) => $"{column} = any(@{name})";

    public void AddList<T>(DbCommand command, string name, IReadOnlyCollection<T> values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>(name, [.. values]));

    public bool IsUniqueViolation(Exception exception) =>
        Find<PostgresException>(exception) is { SqlState: PostgresErrorCodes.UniqueViolation };

    public bool IsTransient(Exception exception) => Find<NpgsqlException>(exception) is { IsTransient: true };

    public Task<IDbContextTransaction> BeginSnapshotAsync(HubDb db, CancellationToken ct) =>
        db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);

    public HubDb CreateDb(DbTransaction? transaction)
    {
        var options = new DbContextOptionsBuilder<PostgresHubDb>();
        if (transaction is null)
        {
            return new PostgresHubDb(
                PostgresHubDb.Configure(options.UseNpgsql(source, PostgresHubDb.Configure))
            );
        }

        var db = new PostgresHubDb(
            PostgresHubDb.Configure(options.UseNpgsql(transaction.Connection!, PostgresHubDb.Configure))
        );
        db.Database.UseTransaction(transaction);
        return db;
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await writing.DisposeAsync();
    }

    private static NpgsqlDataSource Open(string connectionString, string options)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.CommandTimeout = 0;
        builder.ConnectionStringBuilder.MaxAutoPrepare = 100;
        builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        // Our sessions keep nothing that would have to be reset: locks end with the transaction.
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        builder.ConnectionStringBuilder.Options =
            $"{builder.ConnectionStringBuilder.Options} {options}".Trim();
        return builder.Build();
    }

    private static NpgsqlCommand CreateCommand(DbTransaction transaction, string sql) =>
        new(sql, (NpgsqlConnection)transaction.Connection!, (NpgsqlTransaction)transaction);

    private static TException? Find<TException>(Exception? exception)
        where TException : Exception
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is TException found)
            {
                return found;
            }
        }

        return null;
    }

    private NpgsqlBatchCommand ToCommand(RowBatch rows)
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
            ColumnKind.Guid => new NpgsqlParameter<Guid?[]> { TypedValue = Values<Guid?>(rows, index) },
            ColumnKind.Text => new NpgsqlParameter<string?[]> { TypedValue = Values<string?>(rows, index) },
            ColumnKind.Int => new NpgsqlParameter<int?[]> { TypedValue = Values<int?>(rows, index) },
            ColumnKind.Long => new NpgsqlParameter<long?[]> { TypedValue = Values<long?>(rows, index) },
            ColumnKind.Bool => new NpgsqlParameter<bool?[]> { TypedValue = Values<bool?>(rows, index) },
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
