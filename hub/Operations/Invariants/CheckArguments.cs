using System.Globalization;
using Hub.Storage;

namespace Hub.Operations.Invariants;

/// <summary>What the command line said.</summary>
internal sealed record CheckArguments(
    string Kind,
    string Connection,
    string? Journals,
    string? Files,
    DateTimeOffset? Now,
    bool Json
)
{
    /// <summary>Reads them; null when they are not understood.</summary>
    public static CheckArguments? Read(ReadOnlySpan<string> args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var json = false;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--json")
            {
                json = true;
            }
            else if (args[i] is "--db" or "--journals" or "--files" or "--now" && i + 1 < args.Length)
            {
                values[args[i]] = args[++i];
            }
            else
            {
                return null;
            }
        }

        var database = values.GetValueOrDefault("--db")?.Split(':', 2);
        if (database is not [("sqlite" or "postgres") and var kind, { Length: > 0 } connection])
        {
            return null;
        }

        DateTimeOffset? now = null;
        if (values.TryGetValue("--now", out var text) && (now = ReadTime(text)) is null)
        {
            return null;
        }

        return new CheckArguments(
            kind,
            connection,
            values.GetValueOrDefault("--journals"),
            values.GetValueOrDefault("--files"),
            now,
            json
        );
    }

    /// <summary>What is named and not there, or null: checking must not create what it checks.</summary>
    public string? FindProblem()
    {
        if (Kind == "sqlite" && !File.Exists(Connection))
        {
            return $"There is no database {Connection}.";
        }

        return
            new[] { Journals, Files }.FirstOrDefault(folder =>
                folder is not null && !Directory.Exists(folder)
            )
                is { } missing
            ? $"There is no folder {missing}."
            : null;
    }

    /// <summary>The database, as it is: no schema is brought to a newer version.</summary>
    public IDatabaseDialect OpenDatabase() =>
        Kind == "postgres" ? new PostgresDialect(Connection) : new SqliteDialect($"Data Source={Connection}");

    private static DateTimeOffset? ReadTime(string text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : null;
}
