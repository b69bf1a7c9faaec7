using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

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
    private readonly PooledDbContextFactory<PostgresHubDb> readers;
    private readonly PooledDbContextFactory<PostgresHubDb> writers;
    private readonly PostgresRows rows = new();

    /// <summary>Opens the pools. No command time-out: a commit must never be cancelled by a timer.</summary>
    public PostgresDialect(string connectionString)
    {
        source = Open(connectionString, "");
        writing = Open(connectionString, WritingOptions);
        readers = new(PostgresHubDb.Configure(Options.UseNpgsql(source, PostgresHubDb.Configure)));
        writers = new(PostgresHubDb.Configure(Options.UseNpgsql(PostgresHubDb.Configure)));
    }

    public bool Shared => true;
    public string SkipLocked => " for update skip locked";
    public string ForUpdate => " for update";

    public string LeftJoinFree(string table, string alias, string condition) =>
        $"left join lateral (select * from {table} {alias} where {condition}{SkipLocked}) {alias} on true";

    /// <summary>The pool, for LISTEN/NOTIFY and for Quartz.</summary>
    public NpgsqlDataSource Source => source;

    public async Task<DbConnection> OpenForWritingAsync(CancellationToken ct) =>
        await writing.OpenConnectionAsync(ct);

    public ValueTask CloseAsync(DbConnection connection) => connection.DisposeAsync();

    public async Task CommitAsync(
        DbConnection connection,
        DbTransaction transaction,
        IReadOnlyList<RowBatch> last
    )
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
            // One round trip: if a row is refused, the server skips the commit behind it.
            await using var batch = CreateBatch(transaction, last);
            batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException lost) when (LeavesDoubt(lost))
        {
            throw new CommitInDoubtException(lost.Message, lost);
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
        await using var batch = CreateBatch(transaction, batches);
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
        await using var batch = CreateBatch(transaction, batches);
        foreach (var question in questions)
        {
            batch.BatchCommands.Add(ToCommand(question, parameters.Parameters));
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        await Question.ReadAsync(reader, questions, ct);
    }

    public string InList(string column, string name) => $"{column} = any(@{name})";

    // By lists alone, every row of the first column's values would be visited.
    public string FromMatching(string table, params (string Column, string List)[] values) =>
        $"from unnest({string.Join(", ", values.Select(v => "@" + v.List))}) "
        + $"as given({string.Join(", ", values.Select(v => v.List))}) join {table} on "
        + string.Join(" and ", values.Select(v => $"{v.Column} = {v.List}"));

    public void AddList<T>(DbCommand command, string name, IReadOnlyCollection<T> values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>(name, [.. values]));

    public bool IsUniqueViolation(Exception exception) =>
        Find<PostgresException>(exception) is { SqlState: PostgresErrorCodes.UniqueViolation };

    public bool IsTransient(Exception exception) => Find<NpgsqlException>(exception) is { IsTransient: true };

    // Classes 40 and 55 are others in the way: serialisation, deadlock, locks.
    public bool IsAway(Exception exception) =>
        IsTransient(exception)
        && Find<PostgresException>(exception)?.SqlState is not (['4', '0', ..] or ['5', '5', ..]);

    public Task<IDbContextTransaction> BeginSnapshotAsync(HubDb db, CancellationToken ct) =>
        db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);

    public HubDb CreateDb(DbTransaction? transaction)
    {
        if (transaction is null)
        {
            return readers.CreateDbContext();
        }

        var db = writers.CreateDbContext();
        db.Database.SetDbConnection(transaction.Connection);
        db.Database.UseTransaction(transaction);
        return db;
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await writing.DisposeAsync();
    }

    private static DbContextOptionsBuilder<PostgresHubDb> Options => new();

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

    // A connection that ends while the commit is on its way says nothing about the commit, nor does a server shutting down.
    private static bool LeavesDoubt(NpgsqlException exception) =>
        exception is not PostgresException refused
        || refused.SqlState.StartsWith("57P", StringComparison.Ordinal);

    private NpgsqlBatch CreateBatch(DbTransaction transaction, IReadOnlyList<RowBatch> batches)
    {
        var batch = new NpgsqlBatch(
            (NpgsqlConnection)transaction.Connection!,
            (NpgsqlTransaction)transaction
        );
        foreach (var batchRows in batches)
        {
            batch.BatchCommands.Add(rows.ToCommand(batchRows));
        }

        return batch;
    }

    private static NpgsqlBatchCommand ToCommand(Question question, DbParameterCollection parameters)
    {
        var command = new NpgsqlBatchCommand(question.Sql);
        foreach (NpgsqlParameter parameter in parameters)
        {
            if (question.Names(parameter.ParameterName))
            {
                command.Parameters.Add(parameter.Clone());
            }
        }

        return command;
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
}
