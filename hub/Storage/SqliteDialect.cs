using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Hub.Storage;

/// <summary>
/// SQLite in WAL mode: one file, one writer, no server. All writers of this process queue at one gate, so that none of
/// them burns a core in SQLite's busy handler.
/// </summary>
internal sealed class SqliteDialect : IDatabaseDialect
{
    private const int ConstraintError = 19;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadError = 10;
    private const int DiskFull = 13;
    private const int CannotOpen = 14;

    private readonly string connectionString;
    private readonly ConcurrentDictionary<RowShape, string> statements = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly PooledDbContextFactory<SqliteHubDb> readers;
    private readonly PooledDbContextFactory<SqliteHubDb> writers;
    private SqliteConnection? writer;

    /// <summary>Creates the folder of the database file when it is missing.</summary>
    public SqliteDialect(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = 60 };
        if (Path.GetDirectoryName(builder.DataSource) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        this.connectionString = builder.ToString();
        readers = new(SqliteHubDb.Configure(Options.UseSqlite(this.connectionString)));
        writers = new(SqliteHubDb.Configure(Options.UseSqlite()));
    }

    public bool Shared => false;
    public string SkipLocked => "";
    public string ForUpdate => "";

    public string LeftJoinFree(string table, string alias, string condition) =>
        $"left join {table} {alias} on {condition}";

    public async Task<DbConnection> OpenForWritingAsync(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            writer ??= await OpenAsync(ct);
            return writer;
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    public ValueTask CloseAsync(DbConnection connection)
    {
        turn.Release();
        return ValueTask.CompletedTask;
    }

    public async Task CommitAsync(
        DbConnection connection,
        DbTransaction transaction,
        IReadOnlyList<RowBatch> last
    )
    {
        await WriteAsync(transaction, last);
        await transaction.CommitAsync(CancellationToken.None);
    }

    public Task LockKeysAsync(DbTransaction transaction, IReadOnlyCollection<long> keys) =>
        Task.CompletedTask;

    public string LockStatement(string name) => "";

    public string LockAtOnceStatement(string name) => "";

    public Task<IReadOnlyList<int>> WriteAsync(DbTransaction transaction, IReadOnlyList<RowBatch> batches)
    {
        var touched = new List<int>(batches.Count);
        foreach (var rows in batches)
        {
            touched.Add(Write((SqliteTransaction)transaction, rows));
        }

        return Task.FromResult<IReadOnlyList<int>>(touched);
    }

    public async Task WriteAndAskAsync(
        DbTransaction transaction,
        IReadOnlyList<RowBatch> batches,
        IReadOnlyList<Question> questions,
        DbCommand parameters,
        CancellationToken ct
    )
    {
        await WriteAsync(transaction, batches);
        await Question.AskAsync(parameters, questions, ct);
    }

    public string InList(string column, string name) => $"{column} in (select value from json_each(@{name}))";

    public string FromMatching(string table, params (string Column, string List)[] values) =>
        $"from (select 1) given join {table} on "
        + string.Join(" and ", values.Select(v => InList(v.Column, v.List)));

    public void AddList<T>(DbCommand command, string name, IReadOnlyCollection<T> values)
    {
        // EF and Microsoft.Data.Sqlite store a Guid as upper-case text.
        object list = values is IReadOnlyCollection<Guid> ids
            ? ids.Select(id => id.ToString("D").ToUpperInvariant()).ToArray()
            : values.ToArray();
        ((SqliteCommand)command).Parameters.AddWithValue(name, JsonSerializer.Serialize(list));
    }

    public bool IsUniqueViolation(Exception exception) => Find(exception)?.SqliteErrorCode == ConstraintError;

    public bool IsTransient(Exception exception) => Find(exception)?.SqliteErrorCode is Busy or Locked;

    public bool IsAway(Exception exception) =>
        Find(exception)?.SqliteErrorCode is ReadError or DiskFull or CannotOpen;

    public async Task<IDbContextTransaction> BeginSnapshotAsync(HubDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        // Deferred: the first read fixes the moment, and nobody is kept from writing.
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        return (await db.Database.UseTransactionAsync(transaction, ct))!;
    }

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
        if (writer is not null)
        {
            await writer.DisposeAsync();
        }

        turn.Dispose();
    }

    private static DbContextOptionsBuilder<SqliteHubDb> Options => new();

    private static SqliteException? Find(Exception? exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is SqliteException found)
            {
                return found;
            }
        }

        return null;
    }

    private int Write(SqliteTransaction transaction, RowBatch rows)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statements.GetOrAdd(rows.Shape, ToSql);
        var columns = rows.Shape.Columns;
        var parameters = columns.Select(column => command.CreateParameter()).ToArray();
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i].ParameterName = "@" + columns[i].Name;
            command.Parameters.Add(parameters[i]);
        }

        var touched = 0;
        foreach (var row in rows.Rows)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i].Value = ToValue(row[i]);
            }

            touched += command.ExecuteNonQuery();
        }

        return touched;
    }

    private static object ToValue(object? value) =>
        value switch
        {
            null => DBNull.Value,
            DateTimeOffset at => at.UtcDateTime,
            _ => value,
        };

    private static string ToSql(RowShape shape)
    {
        var names = shape.Columns.Select(column => column.Name).ToArray();
        var keys = string.Join(" and ", names.Take(shape.KeyCount).Select(name => $"{name} = @{name}"));
        return shape.Operation switch
        {
            RowOperation.Insert => string.Create(
                CultureInfo.InvariantCulture,
                $"insert into {shape.Table} ({string.Join(", ", names)}) values ({string.Join(", ", names.Select(n => "@" + n))}) {shape.Tail}"
            ),
            RowOperation.Update =>
                $"update {shape.Table} set {string.Join(", ", names.Skip(shape.KeyCount).Select(n => $"{n} = @{n}"))} where {keys}",
            RowOperation.Delete => $"delete from {shape.Table} where {keys}",
        };
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var pragma = connection.CreateCommand();
        // FULL: an order acknowledged to a citizen survives the loss of power, not only of the process.
        pragma.CommandText = "pragma journal_mode=wal; pragma synchronous=full;";
        await pragma.ExecuteNonQueryAsync(ct);
        // EF teaches SQLite its functions on connections it is made with, not on those it is lent later.
        await using var db = new SqliteHubDb(SqliteHubDb.Configure(Options.UseSqlite(connection)));
        _ = db.Database.GetDbConnection();
        return connection;
    }
}
