using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Hub.Storage;

/// <summary>PostgreSQL 15+: row locks, advisory locks, <c>unnest</c>.</summary>
internal sealed class PostgresDialect : IDatabaseDialect
{
    private const string SynchronousReplicationWarning = "01000";

    private readonly NpgsqlDataSource source;

    /// <summary>Opens the pool. No command time-out: a commit must never be cancelled by a timer.</summary>
    public PostgresDialect(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.CommandTimeout = 0;
        builder.ConnectionStringBuilder.MaxAutoPrepare = 100;
        builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        // Our sessions keep nothing that would have to be reset: locks end with the transaction.
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        // A plan made while a table was small would be kept while it grows; planning anew costs less than one wrong plan.
        builder.ConnectionStringBuilder.Options = (
            builder.ConnectionStringBuilder.Options + " -c plan_cache_mode=force_custom_plan"
        ).TrimStart();
        source = builder.Build();
    }

    public bool Shared => true;
    public string SkipLocked => " for update skip locked";
    public string ForUpdate => " for update";

    /// <summary>The pool, for LISTEN/NOTIFY and for Quartz.</summary>
    public NpgsqlDataSource Source => source;

    public async Task<DbConnection> OpenForWritingAsync(CancellationToken ct) =>
        await source.OpenConnectionAsync(ct);

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

    public ValueTask DisposeAsync() => source.DisposeAsync();

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

    private static NpgsqlBatchCommand ToCommand(RowBatch rows)
    {
        var names = rows.Columns.Select(column => column.Name).ToArray();
        var lists = string.Join(
            ", ",
            rows.Columns.Select((column, i) => $"@p{i}::{TypeName(column.Kind)}[]")
        );
        var given = $"unnest({lists}) as u({string.Join(", ", names)})";
        var keys = string.Join(" and ", names.Take(rows.KeyCount).Select(name => $"t.{name} = u.{name}"));
        var sql = rows.Operation switch
        {
            RowOperation.Insert =>
                $"insert into {rows.Table} ({string.Join(", ", names)}) select * from {given} {rows.Tail}",
            RowOperation.Update =>
                $"update {rows.Table} t set {string.Join(", ", names.Skip(rows.KeyCount).Select(n => $"{n} = u.{n}"))} from {given} where {keys}",
            RowOperation.Delete => $"delete from {rows.Table} t using {given} where {keys}",
        };
        var command = new NpgsqlBatchCommand(sql);
        for (var i = 0; i < names.Length; i++)
        {
            command.Parameters.Add(ToArray(rows, i));
        }

        return command;
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

    private static NpgsqlParameter ToArray(RowBatch rows, int index)
    {
        var name = "p" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return rows.Columns[index].Kind switch
        {
            ColumnKind.Guid => new NpgsqlParameter<Guid?[]>(name, Values<Guid?>(rows, index)),
            ColumnKind.Text => new NpgsqlParameter<string?[]>(name, Values<string?>(rows, index)),
            ColumnKind.Int => new NpgsqlParameter<int?[]>(name, Values<int?>(rows, index)),
            ColumnKind.Long => new NpgsqlParameter<long?[]>(name, Values<long?>(rows, index)),
            ColumnKind.Bool => new NpgsqlParameter<bool?[]>(name, Values<bool?>(rows, index)),
            ColumnKind.Time => new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
            {
                Value = Array.ConvertAll(Values<DateTimeOffset?>(rows, index), at => at?.UtcDateTime),
            },
            ColumnKind.Bytes => new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Bytea)
            {
                Value = Values<byte[]?>(rows, index),
            },
        };
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
