using System.Data.Common;

namespace Hub.Operations.Invariants;

/// <summary>The sub-command <c>check</c>: counts the invariants on any database of a hub, running or not.</summary>
internal static class CheckCommand
{
    private const int Holds = 0;
    private const int Broken = 1;
    private const int Misused = 2;

    private const string Usage = """
        usage: check --db "sqlite:PATH | postgres:CONNECTIONSTRING" [--journals DIR] [--files DIR] [--now TIME] [--json]
          --journals  folder with the partners' own journals ({partner}.jsonl)
          --files     folder with the partners' trees ({partner}/{in,out,ack,archive,quarantine})
          --now       what "overdue" is measured from, ISO 8601; without it the newest time in the database
        Ends with 0 when every invariant that was counted holds, with 1 when one is broken.
        """;

    /// <summary>Is this what the command line asks for?</summary>
    public static bool IsMeant(string[] args) => args is ["check", ..];

    /// <summary>Runs the command; returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken ct)
    {
        if (CheckArguments.Read(args.AsSpan(1)) is not { } arguments)
        {
            await output.WriteLineAsync(Usage);
            return Misused;
        }

        if (arguments.FindProblem() is { } problem)
        {
            await output.WriteLineAsync(problem);
            return Misused;
        }

        try
        {
            return await CheckAsync(arguments, output, ct);
        }
        catch (DbException exception)
        {
            await output.WriteLineAsync($"The database cannot be read as a hub's: {exception.Message}");
            return Misused;
        }
        catch (InvalidDataException exception)
        {
            await output.WriteLineAsync(exception.Message);
            return Misused;
        }
    }

    private static async Task<int> CheckAsync(
        CheckArguments arguments,
        TextWriter output,
        CancellationToken ct
    )
    {
        await using var dialect = arguments.OpenDatabase();
        var results = await InvariantChecks.OnSnapshotAsync(
            dialect,
            arguments.Journals is null ? null : await Journals.ReadAsync(arguments.Journals, ct),
            arguments.Files is null ? null : new FileAreas(arguments.Files),
            arguments.Now,
            ct
        );
        await output.WriteLineAsync(
            arguments.Json ? CheckReport.ToJson(results) : CheckReport.ToText(results)
        );
        return results.Any(r => r.Count > 0) ? Broken : Holds;
    }
}
