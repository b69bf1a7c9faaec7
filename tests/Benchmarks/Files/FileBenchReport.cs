using System.Globalization;
using System.Text;

namespace Benchmarks.Files;

/// <summary>The results as a table, kept under <c>docs/results/</c>.</summary>
internal static class FileBenchReport
{
    /// <summary>The table, in Markdown.</summary>
    public static string ToTable(IReadOnlyList<FileBenchResult> results)
    {
        var text = new StringBuilder(
            "| store | file MB | rows | requests | fetch s | apply s | CPU s of the hub | rows/s applied | rows/CPU s | tell s | requests/s told | RSS before MB | RSS peak MB |\n"
                + "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n"
        );
        foreach (var r in results)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {r.Store} | {r.Bytes / 1e6:0.0} | {r.Rows} | {r.Requests} | {r.FetchSeconds:0.0} | {r.ApplySeconds:0.0} | {r.ApplyCpuSeconds:0.0} | {r.RowsPerSecond:0} | {r.Rows / r.ApplyCpuSeconds:0} "
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {r.TellSeconds:0.0} | {r.Requests / r.TellSeconds:0} | {r.IdleMegabytes:0} | {r.PeakMegabytes:0} |\n"
            );
        }

        return text.ToString();
    }

    /// <summary>Writes the page; returns its name.</summary>
    public static async Task<string> StoreAsync(
        IReadOnlyList<FileBenchResult> results,
        string table,
        string folder,
        CancellationToken ct
    )
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "bench-files.md");
        var page = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # Benchmark: one large answer file

            `./run bench files --rows {results[
                0
            ].Rows}` on {DateTimeOffset.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores shared by hub and database. A bureau answers every open request
            in one file (70 % of the orders have one line, 25 % two to five, 5 % ten). "Apply" is one transaction: checksum, charset, structure, every row parsed and
            validated, answers and requests written, the receipt composed and kept, the file itself kept. The processes of the orders are told after it, in
            transactions of 500 requests. The hub has taken a file of {HubUnderTest.FirstRows} rows before. Memory is that of the whole process, runtime included, with the collector the hub is built with.

            {table}
            """
        );
        await File.WriteAllTextAsync(path, page.TrimEnd() + "\n", ct);
        return path;
    }
}
