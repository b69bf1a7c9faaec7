using System.Diagnostics;
using System.Globalization;

namespace Simulators.Sandbox;

/// <summary>The hub's own <c>check</c> command over the databases, the partners' journals and the file areas.</summary>
internal static class InvariantCheck
{
    /// <summary>Runs it and shows what it says; its exit code.</summary>
    public static async Task<int> RunAsync(
        string program,
        RunFolder folder,
        IReadOnlyDictionary<string, string> settings,
        DateTimeOffset now,
        DemoScreen screen,
        CancellationToken ct
    )
    {
        string[] arguments =
        [
            program,
            "check",
            "--db",
            Store(settings),
            "--journals",
            folder.Journals,
            "--files",
            folder.Files,
            "--now",
            now.ToString("O", CultureInfo.InvariantCulture),
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder.Repository,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        using var check = Process.Start(start)!;
        while (await check.StandardOutput.ReadLineAsync(ct) is { } line)
        {
            screen.Say(line);
        }

        await check.WaitForExitAsync(ct);
        return check.ExitCode;
    }

    private static string Store(IReadOnlyDictionary<string, string> settings)
    {
        var connection = settings["Storage__ConnectionString"];
        return settings["Storage__Kind"] == "sqlite"
            ? "sqlite:" + connection["Data Source=".Length..]
            : "postgres:" + connection;
    }
}
