using System.Data.Common;
using Hub.Operations;
using Hub.Processes;
using Hub.Work;

namespace Hub.Storage;

/// <summary>One transaction in the making. Nothing in it is visible to anybody before it commits.</summary>
internal sealed class WriteSession(IDatabaseDialect dialect, DbTransaction transaction, DateTimeOffset now)
    : IAsyncDisposable
{
    private const long ReferenceDataTurn = 0x5265664461746131;

    private readonly List<Action> afterCommit = [];
    private readonly HashSet<Guid> made = [];
    private List<RowBatch> rows = [];
    private HubDb? db;
    private ProcessWrites? processes;
    private WorkWrites? work;
    private bool ringForEvents;
    private bool ringForWork;
    private bool ringForProcesses;

    /// <summary>Will nothing of this transaction be kept?</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>The moment of this transaction; every row it writes carries the same.</summary>
    public DateTimeOffset Now => now;

    public IDatabaseDialect Dialect => dialect;
    public DbTransaction Transaction => transaction;

    /// <summary>The EF context inside this transaction; saved before the commit.</summary>
    public HubDb Db => db ??= dialect.CreateDb(transaction);

    /// <summary>What this transaction asks of the process engine: starts, messages, results.</summary>
    public ProcessWrites Processes => processes ??= new ProcessWrites(this);

    /// <summary>The outgoing effects this transaction intends.</summary>
    public WorkWrites Work => work ??= new WorkWrites(this);

    /// <summary>A new id that sorts by time.</summary>
    public Guid NewId()
    {
        var id = Guid.CreateVersion7(now);
        made.Add(id);
        return id;
    }

    /// <summary>Is this an id made in this very transaction, which nobody else can know before the commit?</summary>
    public bool HasMade(string id) => Guid.TryParse(id, out var given) && made.Contains(given);

    /// <summary>Rows to be written in this order, with whatever is asked of the store next or with the commit.</summary>
    public void Write(IEnumerable<RowBatch> batches) =>
        rows.AddRange(batches.Where(batch => batch.Count > 0));

    /// <summary>Writes the rows collected so far, for whoever must see them in the next statement.</summary>
    public async Task WriteRowsAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (rows.Count > 0)
        {
            await dialect.WriteAsync(transaction, TakeRows());
        }
    }

    /// <summary>The rows collected so far, for whoever writes them in front of something else.</summary>
    public IReadOnlyList<RowBatch> TakeRows()
    {
        var taken = rows;
        rows = [];
        return taken;
    }

    /// <summary>
    /// Nothing of this transaction is kept: for answers that are taken as a whole or not at all. Not for members of a
    /// <see cref="GroupCommit"/>, whose neighbours would be lost with it.
    /// </summary>
    public void Abandon() => IsAbandoned = true;

    /// <summary>Runs <paramref name="act"/> when, and only when, the transaction has been committed. It must not throw.</summary>
    public void AfterCommit(Action act) => afterCommit.Add(act);

    /// <summary>The transaction wrote announcements: their announcer is woken after the commit.</summary>
    public void RingForEvents() => ringForEvents = true;

    /// <summary>The transaction made work items due: the work loop is woken after the commit.</summary>
    public void RingForWork() => ringForWork = true;

    /// <summary>The transaction made triggers due: the runner is woken after the commit.</summary>
    public void RingForProcesses() => ringForProcesses = true;

    /// <summary>
    /// Takes the next <paramref name="count"/> numbers of a named counter and returns the first. Holds the counter's row
    /// until the commit, so numbers of a rolled-back transaction are not lost.
    /// </summary>
    public async Task<long> NextNumberAsync(string counter, int count, CancellationToken ct)
    {
        await using var command = CreateCommand(
            "insert into counters (name, value) values (@name, @count) "
                + "on conflict (name) do update set value = counters.value + excluded.value returning value"
        );
        AddParameter(command, "name", counter);
        AddParameter(command, "count", (long)count);
        var last = Convert.ToInt64(
            await command.ExecuteScalarAsync(ct),
            System.Globalization.CultureInfo.InvariantCulture
        );
        return last - count + 1;
    }

    /// <summary>
    /// Waits until no other node is putting reference data into force: of nodes that start together the second finds what
    /// the first has written.
    /// </summary>
    public Task TakeTurnAsync() => dialect.LockKeysAsync(transaction, [ReferenceDataTurn]);

    /// <summary>A hand-written command inside this transaction.</summary>
    public DbCommand CreateCommand(string sql)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }

    /// <summary>Binds a scalar parameter; times are stored as UTC.</summary>
    public static void AddParameter(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value switch
        {
            null => DBNull.Value,
            DateTimeOffset at => at.UtcDateTime,
            _ => value,
        };
        command.Parameters.Add(parameter);
    }

    /// <summary>Writes the EF rows changed so far, so that the next statement of this transaction sees them.</summary>
    public Task SaveBusinessRowsAsync(CancellationToken ct) =>
        db is null ? Task.CompletedTask : db.SaveChangesAsync(ct);

    /// <summary>
    /// Runs the processes that this transaction has moved, here and now, as far as they are free; what is not run is
    /// written for the runner.
    /// </summary>
    public async Task RunProcessesAsync(TransitionBatch batch, CancellationToken ct)
    {
        await SaveBusinessRowsAsync(ct);
        if (processes is not null)
        {
            await processes.RunAtOnceAsync(batch, ct);
        }
    }

    /// <summary>
    /// Writes everything that was asked for: business rows first, then what the engine and the work loop need. Rows that
    /// nobody has to see before the commit are left for it.
    /// </summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await SaveBusinessRowsAsync(ct);

        if (processes is not null)
        {
            await processes.FlushAsync(ct);
        }

        if (work is not null)
        {
            await work.FlushAsync(ct);
        }
    }

    /// <summary>Wakes whoever has something to do now that the transaction is committed.</summary>
    public void AnnounceTo(WakeUps wakeUps)
    {
        if (ringForProcesses || processes is { HasTriggers: true })
        {
            wakeUps.Processes.Signal();
        }

        if (ringForWork || work is { HasItems: true })
        {
            wakeUps.Work.Signal();
        }

        if (ringForEvents)
        {
            wakeUps.Events.Signal();
        }

        foreach (var act in afterCommit)
        {
            act();
        }
    }

    public ValueTask DisposeAsync() => db?.DisposeAsync() ?? ValueTask.CompletedTask;
}
