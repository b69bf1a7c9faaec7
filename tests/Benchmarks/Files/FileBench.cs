using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Benchmarks.Orders;
using Hub.Storage;

namespace Benchmarks.Files;

/// <summary>
/// The command <c>files</c>: a bureau answers very many requests in one file. Seeding and applying are processes of their own,
/// so that the memory measured is that of a hub which takes the file, with the collector a hub has.
/// </summary>
internal static class FileBench
{
    private const string ResultFolder = "docs/results";

    /// <summary>Runs the command; returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        if (FileBenchArguments.Read(args) is not { } arguments)
        {
            Console.WriteLine(FileBenchArguments.Usage);
            return 2;
        }

        if (arguments.Phase is { } phase)
        {
            await RunPhaseAsync(phase, arguments, ct);
            return 0;
        }

        var results = new List<FileBenchResult>();
        foreach (var database in arguments.Databases)
        {
            results.Add(await MeasureAsync(database, arguments, ct));
        }

        var table = FileBenchReport.ToTable(results);
        Console.WriteLine(table);
        Console.WriteLine($"Stored: {await FileBenchReport.StoreAsync(results, table, ResultFolder, ct)}");
        return 0;
    }

    private static async Task<FileBenchResult> MeasureAsync(
        string database,
        FileBenchArguments arguments,
        CancellationToken ct
    )
    {
        var folder = Path.Combine("/var/tmp", "hub-bench." + Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        await using var cluster =
            database == "postgres" ? await PrivateCluster.OpenAsync(arguments.Connection, ct) : null;
        try
        {
            var connection = cluster?.Connection ?? $"Data Source={Path.Combine(folder, "hub.db")}";
            Console.WriteLine($"{database}: writing the requests of {arguments.Rows} rows…");
            await PhaseAsync("seed", database, connection, folder, arguments, ct);
            Console.WriteLine($"{database}: taking their answers…");
            return JsonSerializer.Deserialize<FileBenchResult>(
                await PhaseAsync("apply", database, connection, folder, arguments, ct)
            )!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> PhaseAsync(
        string phase,
        string database,
        string connection,
        string folder,
        FileBenchArguments arguments,
        CancellationToken ct
    )
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [
                typeof(FileBench).Assembly.Location,
                "files",
                "--phase",
                phase,
                "--db",
                database,
                "--postgres",
                connection,
                "--folder",
                folder,
                "--rows",
                arguments.Rows.ToString(CultureInfo.InvariantCulture),
                "--megabytes",
                arguments.Megabytes.ToString(CultureInfo.InvariantCulture),
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"The phase '{phase}' failed: {output}");
    }

    private static async Task RunPhaseAsync(string phase, FileBenchArguments arguments, CancellationToken ct)
    {
        await using IDatabaseDialect dialect =
            arguments.Databases[0] == "postgres"
                ? new PostgresDialect(arguments.Connection!)
                : new SqliteDialect(arguments.Connection!);
        await using var hub = await HubUnderTest.OpenAsync(dialect, arguments.Folder!, ct);
        if (phase == "seed")
        {
            var bureau = new AnsweredBureau(hub);
            await bureau.SeedAsync(HubUnderTest.FirstFile, HubUnderTest.FirstRows, 0, ct);
            await bureau.SeedAsync(HubUnderTest.MeasuredFile, arguments.Rows, arguments.Megabytes, ct);
            return;
        }

        var result = await hub.ApplyAsync(arguments, ct);
        Console.WriteLine(JsonSerializer.Serialize(result));
    }
}
