using System.Diagnostics;
using System.Globalization;

namespace Simulators.Sandbox;

/// <summary>A private PostgreSQL cluster (<c>tests/servers/postgres.sh</c>), gone with the demo.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string script;
    private readonly string folder;

    private PostgresServer(string script, string folder, string connectionString) =>
        (this.script, this.folder, ConnectionString) = (script, folder, connectionString);

    public string ConnectionString { get; }

    /// <summary>Starts a cluster in a new folder.</summary>
    public static async Task<PostgresServer> StartAsync(RunFolder run, CancellationToken ct)
    {
        var program = Path.Combine(run.Repository, "tests", "servers", "postgres.sh");
        // Not below the run's folder: the server's own user must be able to enter it.
        var place = Path.Combine("/var/tmp", $"hub-demo-{Environment.ProcessId}");
        var port = FreePort.Find().ToString(CultureInfo.InvariantCulture);
        var connection = await RunAsync(program, ["start", place, port], ct);
        return new PostgresServer(program, place, connection.Trim());
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync(script, ["stop", folder], CancellationToken.None);
        Directory.Delete(folder, recursive: true);
        File.Delete(folder + ".initdb.log");
    }

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken ct)
    {
        using var run = Process.Start(
            new ProcessStartInfo("bash", [program, .. arguments])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var output = await run.StandardOutput.ReadLineAsync(ct);
        await run.WaitForExitAsync(ct);
        return run.ExitCode == 0
            ? output ?? ""
            : throw new InvalidOperationException("The private PostgreSQL cluster did not start.");
    }
}
