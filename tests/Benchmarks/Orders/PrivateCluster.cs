using System.Diagnostics;

namespace Benchmarks.Orders;

/// <summary>A PostgreSQL cluster for one benchmark: one that was given, or a private one that goes away again.</summary>
internal sealed class PrivateCluster : IAsyncDisposable
{
    private const string Script = "tests/servers/postgres.sh";
    private readonly string? folder;

    private PrivateCluster(string connection, string? folder)
    {
        Connection = connection;
        this.folder = folder;
    }

    public string Connection { get; }

    public static async Task<PrivateCluster> OpenAsync(string? connection, CancellationToken ct)
    {
        if (connection is not null)
        {
            return new PrivateCluster(connection, null);
        }

        // Below /var/tmp: the cluster may run as another user, and must be on a real disk.
        var place = Path.Combine("/var/tmp", "hub-bench." + Path.GetRandomFileName());
        Directory.CreateDirectory(place);
        var port = await RunAsync("tests/servers/free-port.sh", [], ct);
        return new PrivateCluster(await RunAsync(Script, ["start", place, port], ct), place);
    }

    public async ValueTask DisposeAsync()
    {
        if (folder is not null)
        {
            await RunAsync(Script, ["stop", folder], CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Runs a program and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken ct
    )
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var errors = process.StandardError.ReadToEndAsync(ct);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }
}
