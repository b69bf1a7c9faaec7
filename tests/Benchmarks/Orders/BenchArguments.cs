using System.Globalization;

namespace Benchmarks.Orders;

/// <summary>What the command line of <c>order</c> said.</summary>
/// <param name="Clients">Concurrent clients, one run each.</param>
/// <param name="Orders">Orders per round.</param>
/// <param name="Database"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Connection">The cluster to use; null for a private one.</param>
/// <param name="PgBench">The pgbench program; null to look for it.</param>
/// <param name="Runners">Process runners sharing the store.</param>
/// <param name="Seconds">How long pgbench runs at each number of clients.</param>
internal sealed record BenchArguments(
    IReadOnlyList<int> Clients,
    int Orders,
    string Database,
    string? Connection,
    string? PgBench,
    int Runners,
    int Seconds
)
{
    public const string Usage =
        "usage: bench order [--clients 1,8,32] [--orders 2000] [--db sqlite|postgres[:CONNECTION]] "
        + "[--postgres CONNECTION] [--pgbench PATH] [--runners 1] [--seconds 10]";

    /// <summary>Reads the options; null when they are not understood.</summary>
    public static BenchArguments? Read(ReadOnlySpan<string> args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Length)
            {
                return null;
            }

            values[args[i]] = args[i + 1];
        }

        var database = values.GetValueOrDefault("--db", "postgres").Split(':', 2);
        var clients = values.GetValueOrDefault("--clients", "1,8,32").Split(',').Select(Whole).ToList();
        var result = new BenchArguments(
            clients,
            Whole(values.GetValueOrDefault("--orders", "2000")),
            database[0],
            database.ElementAtOrDefault(1) ?? values.GetValueOrDefault("--postgres"),
            values.GetValueOrDefault("--pgbench"),
            Whole(values.GetValueOrDefault("--runners", "1")),
            Whole(values.GetValueOrDefault("--seconds", "10"))
        );
        return
            clients.TrueForAll(c => c > 0)
            && result is { Orders: > 0, Runners: > 0, Seconds: > 0, Database: "sqlite" or "postgres" }
            ? result
            : null;
    }

    private static int Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
