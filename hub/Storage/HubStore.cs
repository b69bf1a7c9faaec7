using Hub.Operations;
using Microsoft.EntityFrameworkCore;

namespace Hub.Storage;

/// <summary>
/// The one door to the store. Whatever is written goes through <see cref="WriteAsync{T}"/>: business rows, process
/// triggers, work items, audit and outbox of one use case land in ONE transaction, or none of them does.
/// </summary>
internal sealed class HubStore(IDatabaseDialect dialect, TimeProvider clock, WakeUps wakeUps)
{
    private const int MaxTries = 5;

    /// <summary>The moment now, as the store keeps it.</summary>
    public DateTimeOffset Now => clock.GetUtcNow().ToStoredPrecision();

    /// <summary>What differs between the two stores.</summary>
    public IDatabaseDialect Dialect => dialect;

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction and commits it. A deadlock or a lost connection before the commit
    /// is tried again with a fresh session, so <paramref name="work"/> must touch nothing outside the session. The commit
    /// itself takes no token.
    /// </summary>
    /// <exception cref="CommitInDoubtException">The commit was not confirmed; the caller must not say it is done.</exception>
    public async Task<T> WriteAsync<T>(Func<WriteSession, Task<T>> work, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(work, ct);
            }
            catch (Exception exception)
                when (attempt < MaxTries
                    && exception is not CommitInDoubtException
                    && (exception is DbUpdateConcurrencyException || dialect.IsTransient(exception))
                )
            {
                await Task.Delay(PauseAfter(attempt), TimeProvider.System, ct);
            }
        }
    }

    /// <summary><see cref="WriteAsync{T}"/> for work that answers nothing.</summary>
    public Task WriteAsync(Func<WriteSession, Task> work, CancellationToken ct) =>
        WriteAsync(
            async session =>
            {
                await work(session);
                return true;
            },
            ct
        );

    /// <summary>
    /// Runs a query on its own context, tracking nothing. After a restart of the store every connection that lay ready breaks
    /// once: the query is tried again.
    /// </summary>
    public async Task<T> ReadAsync<T>(Func<HubDb, Task<T>> query)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ReadOnceAsync(query);
            }
            catch (Exception exception) when (attempt < MaxTries && dialect.IsTransient(exception))
            {
                await Task.Delay(PauseAfter(attempt), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    // 10 ms, doubled: whoever waits for an answer is better told to come again than kept waiting.
    private static TimeSpan PauseAfter(int attempt) => TimeSpan.FromMilliseconds(5 << attempt);

    private async Task<T> ReadOnceAsync<T>(Func<HubDb, Task<T>> query)
    {
        await using var db = dialect.CreateDb(null);
        db.ChangeTracker.QueryTrackingBehavior = Microsoft
            .EntityFrameworkCore
            .QueryTrackingBehavior
            .NoTracking;
        return await query(db);
    }

    private async Task<T> WriteOnceAsync<T>(Func<WriteSession, Task<T>> work, CancellationToken ct)
    {
        var connection = await dialect.OpenForWritingAsync(ct);
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using var session = new WriteSession(
                dialect,
                transaction,
                clock.GetUtcNow().ToStoredPrecision()
            );
            var result = await work(session);
            if (session.IsAbandoned)
            {
                return result;
            }

            await session.FlushAsync(ct);
            await dialect.CommitAsync(connection, transaction, session.TakeRows());
            session.AnnounceTo(wakeUps);
            return result;
        }
        finally
        {
            await dialect.CloseAsync(connection);
        }
    }
}
