using System.Data.Common;

namespace Hub.Storage;

/// <summary>One statement of several that are asked together.</summary>
/// <param name="Sql">A single statement.</param>
/// <param name="Row">Takes each row of the answer; null for a statement that is only carried out.</param>
internal sealed record Question(string Sql, Action<DbDataReader>? Row)
{
    /// <summary>Does the statement name this parameter?</summary>
    public bool Names(string parameter)
    {
        var name = "@" + parameter;
        for (
            var at = Sql.IndexOf(name, StringComparison.Ordinal);
            at >= 0;
            at = Sql.IndexOf(name, at + 1, StringComparison.Ordinal)
        )
        {
            var end = at + name.Length;
            if (end == Sql.Length || !(char.IsLetterOrDigit(Sql[end]) || Sql[end] == '_'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Asks all of them with one command that holds their parameters.</summary>
    public static async Task AskAsync(
        DbCommand command,
        IReadOnlyList<Question> questions,
        CancellationToken ct
    )
    {
        command.CommandText = string.Join(";\n", questions.Select(q => q.Sql));
        await using var reader = await command.ExecuteReaderAsync(ct);
        await ReadAsync(reader, questions, ct);
    }

    /// <summary>Hands out the answers, result by result.</summary>
    public static async Task ReadAsync(
        DbDataReader reader,
        IReadOnlyList<Question> questions,
        CancellationToken ct
    )
    {
        foreach (var (_, row) in questions)
        {
            while (row is not null && await reader.ReadAsync(ct))
            {
                row(reader);
            }

            await reader.NextResultAsync(ct);
        }
    }
}
