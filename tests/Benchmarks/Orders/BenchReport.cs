using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Benchmarks.Orders;

/// <summary>The result as a table and as JSON; both are kept under <c>docs/results/</c>.</summary>
internal static class BenchReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The table, in Markdown.</summary>
    public static string ToTable(BenchResult result)
    {
        var text = new StringBuilder(
            "| clients | transitions/s | orders/s | p50 ms | p99 ms | pgbench -N tps | ratio (all rounds) | RSS MB | DB bytes/order |\n"
                + "|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n"
        );
        foreach (var run in result.Runs)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {run.Clients} | {run.TransitionsPerSecond:0} | {run.OrdersPerSecond:0} | {run.P50Milliseconds:0.0} | {run.P99Milliseconds:0.0} "
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {run.PgBenchTps:0} | {run.Ratio:0.00} ({run.LeastRatio:0.00}–{run.GreatestRatio:0.00}) | {run.RssMegabytes:0} | {run.DatabaseBytesPerOrder:0} |\n"
            );
        }

        return text.ToString();
    }

    /// <summary>Writes both files; returns the name of the table's.</summary>
    public static async Task<string> StoreAsync(BenchResult result, string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"bench-order-{result.Database}");
        await File.WriteAllTextAsync(path + ".json", JsonSerializer.Serialize(result, Json) + "\n", ct);
        var page = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # Benchmark: order, on {result.Database}

            `./run bench order --db {result.Database}` on {result.At:yyyy-MM-dd}: {result.Server}, {result.Cores} cores shared by engine, clients,
            database and pgbench; {result.OrdersPerRun} orders per round, {result.Runners} process runner(s), everything durable before it is answered.
            pgbench and the engine take turns; of five rounds at each number of clients the one in the middle is shown.

            A transition is {BenchResult.TransitionMeans}.

            {ToTable(result)}
            """
        );
        await File.WriteAllTextAsync(path + ".md", page.TrimEnd() + "\n", ct);
        return path + ".md";
    }
}
