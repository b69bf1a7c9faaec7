using System.Data.Common;

namespace Hub.Storage;

/// <summary>Several questions in one round trip, asked behind the locks that make their answers hold until the commit.</summary>
internal sealed class Questions(WriteSession session)
{
    private const string Locks = "locks";

    private readonly List<Question> asked = [];
    private readonly DbCommand command = session.CreateCommand("");

    /// <summary>Serialises everybody who names one of these keys; before whatever is asked after it.</summary>
    public void Lock(IReadOnlyCollection<long> keys)
    {
        if (session.Dialect.LockStatement(Locks) is { Length: > 0 } sql)
        {
            AddList(Locks, keys);
            asked.Add(new Question(sql, null));
        }
    }

    /// <summary>The same, but nobody is waited for.</summary>
    /// <remarks>Asking then ends with a <see cref="KeyHeldException"/> when somebody else holds one of the keys.</remarks>
    public void LockAtOnce(IReadOnlyCollection<long> keys)
    {
        if (session.Dialect.LockAtOnceStatement(Locks) is { Length: > 0 } sql && keys.Count > 0)
        {
            AddList(Locks, keys);
            Ask(
                sql,
                row =>
                {
                    if (!row.GetBoolean(0))
                    {
                        throw new KeyHeldException();
                    }
                }
            );
        }
    }

    /// <summary>Asks; <paramref name="row"/> takes each row of the answer.</summary>
    public void Ask(string sql, Action<DbDataReader> row) => asked.Add(new Question(sql, row));

    /// <summary>Binds a list that questions name by <see cref="IDatabaseDialect.InList"/>; one name, one list.</summary>
    public void AddList<T>(string name, IReadOnlyCollection<T> values) =>
        session.Dialect.AddList(command, name, values);

    /// <summary>Binds a scalar.</summary>
    public void AddParameter(string name, object? value) => WriteSession.AddParameter(command, name, value);

    /// <summary>Asks everything, behind the rows of <paramref name="before"/>.</summary>
    public async Task RunAsync(IReadOnlyList<RowBatch> before, CancellationToken ct)
    {
        await using (command)
        {
            if (before.Count == 0)
            {
                await Question.AskAsync(command, asked, ct);
            }
            else
            {
                await session.Dialect.WriteAndAskAsync(session.Transaction, before, asked, command, ct);
            }
        }
    }
}
