using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Benchmarks.Orders;

/// <summary>
/// PostgreSQL's own benchmark on the same cluster, as the yardstick of disk and machine: <c>pgbench -N</c> does three small
/// statements and a commit per transaction.
/// </summary>
internal sealed partial class PgBench(string program, NpgsqlConnectionStringBuilder server, int seconds)
{
    private const string Database = "pgbench";
    private const string Scale = "20";

    /// <summary>The program where Debian's packages put it, or on the path.</summary>
    public static string Find() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .EnumerateFiles("/usr/lib/postgresql", "pgbench", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .LastOrDefault("pgbench")
            : "pgbench";

    /// <summary>Fills its tables.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        await using (var connection = new NpgsqlConnection(server.ConnectionString))
        {
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand($"create database {Database}", connection);
            await command.ExecuteNonQueryAsync(ct);
        }

        await PrivateCluster.RunAsync(program, [.. Where(), "-i", "-q", "-s", Scale, Database], ct);
    }

    /// <summary>Transactions per second at so many clients.</summary>
    public async Task<double> RunAsync(int clients, CancellationToken ct)
    {
        var text = await PrivateCluster.RunAsync(
            program,
            [
                .. Where(),
                "-n",
                "-N",
                "-M",
                "prepared",
                "-c",
                clients.ToString(CultureInfo.InvariantCulture),
                "-j",
                Math.Min(clients, Environment.ProcessorCount).ToString(CultureInfo.InvariantCulture),
                "-T",
                seconds.ToString(CultureInfo.InvariantCulture),
                Database,
            ],
            ct
        );
        return double.Parse(Tps().Match(text).Groups["tps"].ValueSpan, CultureInfo.InvariantCulture);
    }

    private string[] Where() =>
        [
            "-h",
            server.Host!,
            "-p",
            server.Port.ToString(CultureInfo.InvariantCulture),
            "-U",
            server.Username!,
        ];

    [GeneratedRegex(@"tps = (?<tps>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Tps();
}
