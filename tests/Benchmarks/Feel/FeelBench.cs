using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Benchmarks.Dmn;
using NodaTime;
using Workbench.Feel;
using Workflows.Feel;

namespace Benchmarks.Feel;

/// <summary>
/// The command <c>feel</c>: expressions, decision tables and hostile expressions measured in one run, beside feelin (npm) on
/// the same expressions, and stored as <c>docs/results/feel.md</c>.
/// </summary>
internal static class FeelBench
{
    private const string Page = "docs/results/feel.md";
    private const string Script = "tests/Benchmarks/Feel/feelin.mjs";
    private const double Mebibyte = 1024 * 1024;

    /// <summary>Runs the command; the folder of feelin's package is its only argument. Returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        if (args is not [var packages])
        {
            Console.WriteLine("usage: bench feel (./run fetches feelin by itself)");
            return 2;
        }

        var config = ManualConfig
            .CreateEmpty()
            .WithArtifactsPath(".run/benchmarks")
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default);
        var expressions = BenchmarkRunner.Run<FeelBenchmarks>(config);
        var tables = BenchmarkRunner.Run<DecisionTableBenchmarks>(config);
        var peer = await RunFeelinAsync(packages, ct);

        var page = new StringBuilder();
        WriteOpening(page);
        WriteExpressions(page, expressions, peer);
        WriteTables(page, tables);
        WriteHostile(page);
        Console.WriteLine(page);
        await File.WriteAllTextAsync(Page, page.ToString(), ct);
        Console.WriteLine($"Stored: {Page}");
        return 0;
    }

    private static void WriteOpening(StringBuilder page) =>
        page.Append(
            CultureInfo.InvariantCulture,
            $"""
            # FEEL and DMN: speed and limits

            `./run bench feel`, written by that command. Times are medians on whatever machine it ran on, which others may have been using: trust the
            ratios. `feelin` is the FEEL interpreter of bpmn.io on Node, which parses at every evaluation; ours is compiled once, when a definition is
            deployed. This machine has {Environment.ProcessorCount} cores and had {Load()} programs waiting for them.


            """
        );

    private static void WriteExpressions(StringBuilder page, Summary summary, Dictionary<string, double> peer)
    {
        page.Append(
            "## Expressions\n\n| expression | ns | bytes | feelin ns | feelin / ours |\n|---|---:|---:|---:|---:|\n"
        );
        foreach (var report in summary.Reports)
        {
            var name = report.BenchmarkCase.Descriptor.WorkloadMethod.Name;
            var ours = report.ResultStatistics?.Median ?? double.NaN;
            var theirs = peer.TryGetValue(name, out var time)
                ? string.Create(CultureInfo.InvariantCulture, $"{time:0} | {time / ours:0}")
                : "– | –";
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {ours:0.0} | {Bytes(report)} | {theirs} |\n"
            );
        }

        page.Append(
            "\nWanted: the ten-node condition in 150 ns and 0 bytes, parsing and compiling it in 50 µs.\n\n"
        );
    }

    private static void WriteTables(StringBuilder page, Summary summary)
    {
        page.Append("## Decision tables\n\n| rules | ns | bytes |\n|---:|---:|---:|\n");
        foreach (var report in summary.Reports)
        {
            var rules = report.BenchmarkCase.Parameters["Rules"];
            var median = report.ResultStatistics?.Median ?? double.NaN;
            page.Append(CultureInfo.InvariantCulture, $"| {rules} | {median:0} | {Bytes(report)} |\n");
        }

        page.Append(
            "\nTwo columns of constants and one of ranges; wanted: the same time however many rules there are.\n\n"
        );
    }

    private static void WriteHostile(StringBuilder page)
    {
        var (count, slowest, slowestSource, largest) = (0, TimeSpan.Zero, "", 0L);
        var onTheClock = TimeSpan.Zero;
        using var self = Process.GetCurrentProcess();
        foreach (var source in HostileExpressions.All)
        {
            var environment = new FeelEnvironment(Instant.FromUtc(2026, 11, 28, 12, 0), DateTimeZone.Utc);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            self.Refresh();
            var worked = self.TotalProcessorTime;
            if (FeelExpression.Parse(source, FeelDialect.Dmn) is FeelParse.Parsed parsed)
            {
                parsed.Expression.Evaluate(FeelContext.Empty, environment);
            }

            self.Refresh();
            var took = self.TotalProcessorTime - worked;
            var waited = Stopwatch.GetElapsedTime(started);
            onTheClock = waited > onTheClock ? waited : onTheClock;
            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - before);
            (slowest, slowestSource) = took > slowest ? (took, source) : (slowest, slowestSource);
            count++;
        }

        page.Append(
            CultureInfo.InvariantCulture,
            $"""
            ## Hostile expressions

            {count} expressions that would run or grow without end (`tests/Workbench/Feel/HostileExpressions.cs`), parsing included: the slowest ended after
            {slowest.TotalMilliseconds:0} ms of processor time, the largest took {largest
                / Mebibyte:0.0} MiB. Allowed: 250 ms and 16 MiB. By the clock of this machine,
            other programs' work included, none took longer than {onTheClock.TotalMilliseconds:0} ms.

            The slowest: `{slowestSource}`

            """
        );
    }

    /// <summary>The load of the last minute, as Linux counts it.</summary>
    private static string Load() =>
        File.Exists("/proc/loadavg")
            ? File.ReadAllText("/proc/loadavg").Split(' ')[0]
            : "an unknown number of";

    private static string Bytes(BenchmarkReport report) =>
        report
            .GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)
            ?.ToString(CultureInfo.InvariantCulture)
        ?? "?";

    private static async Task<Dictionary<string, double>> RunFeelinAsync(
        string packages,
        CancellationToken ct
    )
    {
        using var node =
            Process.Start(
                new ProcessStartInfo("node", [Script, packages])
                {
                    RedirectStandardOutput = true,
                    UseShellExecute = false,
                }
            ) ?? throw new InvalidOperationException("Node did not start.");
        var output = await node.StandardOutput.ReadToEndAsync(ct);
        await node.WaitForExitAsync(ct);
        return node.ExitCode == 0
            ? JsonSerializer.Deserialize<Dictionary<string, double>>(output)!
            : throw new InvalidOperationException($"{Script} failed.");
    }
}
