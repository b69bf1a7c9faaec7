using System.Data.Common;
using Microsoft.EntityFrameworkCore.Storage;

namespace Hub.Storage;

/// <summary>
/// What PostgreSQL and SQLite say differently. Everything else is one SQL text for both; the same contract suite
/// (tests/Tests/Storage) passes on both.
/// </summary>
internal interface IDatabaseDialect : IAsyncDisposable
{
    /// <summary>True where several hub processes may share the store.</summary>
    bool Shared { get; }

    /// <summary>What a claiming SELECT adds so that two nodes never take the same row; empty where one writer rules.</summary>
    string SkipLocked { get; }

    /// <summary>What a SELECT adds to hold its rows until the commit; empty where one writer rules.</summary>
    string ForUpdate { get; }

    /// <summary>
    /// <c>left join</c> the rows of <paramref name="table"/> as <paramref name="alias"/> that meet <paramref name="condition"/>
    /// and that nobody else holds; they are held until the commit. The condition may name what stands to the left.
    /// </summary>
    string LeftJoinFree(string table, string alias, string condition);

    /// <summary>Opens a connection for writing. Where the store has one writer, waits for its turn.</summary>
    Task<DbConnection> OpenForWritingAsync(CancellationToken ct);

    /// <summary>Gives the connection, and the writing turn, back; once for each <see cref="OpenForWritingAsync"/>.</summary>
    ValueTask CloseAsync(DbConnection connection);

    /// <summary>
    /// Writes the last rows and commits, in as few round trips as the store allows, without token and without time-out.
    /// Throws <see cref="CommitInDoubtException"/> when nobody can say whether the commit holds: the connection was lost, or
    /// the database said that its standby did not confirm (reliability.md, finding 1).
    /// </summary>
    Task CommitAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<RowBatch> last);

    /// <summary>Serialises everybody who names one of these keys until the transaction ends.</summary>
    Task LockKeysAsync(DbTransaction transaction, IReadOnlyCollection<long> keys);

    /// <summary>A statement that does the same for the list parameter <paramref name="name"/>; empty where one writer rules.</summary>
    string LockStatement(string name);

    /// <summary>The same without waiting; the statement answers whether all could be taken.</summary>
    string LockAtOnceStatement(string name);

    /// <summary>Writes all batches in as few round trips as the store allows; returns the rows each one touched.</summary>
    Task<IReadOnlyList<int>> WriteAsync(DbTransaction transaction, IReadOnlyList<RowBatch> batches);

    /// <summary>Writes all batches and then asks, in as few round trips as the store allows.</summary>
    Task WriteAndAskAsync(
        DbTransaction transaction,
        IReadOnlyList<RowBatch> batches,
        IReadOnlyList<Question> questions,
        DbCommand parameters,
        CancellationToken ct
    );

    /// <summary>The condition "<paramref name="column"/> is one of the values of list parameter <paramref name="name"/>".</summary>
    string InList(string column, string name);

    /// <summary>
    /// <c>from</c> the rows of <paramref name="table"/> whose columns equal the values at the same place of the text lists. A
    /// store may give rows that match at different places too: the caller compares.
    /// </summary>
    string FromMatching(string table, params (string Column, string List)[] values);

    /// <summary>Binds a list parameter for <see cref="InList"/> and <see cref="FromMatching"/>.</summary>
    void AddList<T>(DbCommand command, string name, IReadOnlyCollection<T> values);

    /// <summary>Is this the store's way of saying that a unique key exists already?</summary>
    bool IsUniqueViolation(Exception exception);

    /// <summary>May the same transaction succeed when it is tried again (deadlock, serialisation, lost connection)?</summary>
    bool IsTransient(Exception exception);

    /// <summary>Can the store not be reached or not work at all, so that trying again makes sense only after a while?</summary>
    bool IsAway(Exception exception);

    /// <summary>Until the transaction is given back, the context reads all tables as they are at this moment.</summary>
    Task<IDbContextTransaction> BeginSnapshotAsync(HubDb db, CancellationToken ct);

    /// <summary>A new EF context: on its own connection, or inside <paramref name="transaction"/>.</summary>
    HubDb CreateDb(DbTransaction? transaction);
}
