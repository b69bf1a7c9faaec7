using System.Diagnostics;
using System.Text.Json;
using Tests.Architecture;

namespace Tests.Exchange;

/// <summary>A file of 100 MB is taken by a process of its own, and the system is asked how much memory it needed.</summary>
public sealed class LargeFileMemoryTests
{
    private const int MaxMegabytes = 200;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_of_a_hundred_megabytes_is_applied_and_told_in_far_less_memory_than_its_own()
    {
        var folder = Directory.CreateTempSubdirectory("hub-large-").FullName;
        try
        {
            await RunAsync("seed", folder);
            using var result = JsonDocument.Parse(await RunAsync("apply", folder));

            double Of(string name) => result.RootElement.GetProperty(name).GetDouble();
            TestContext.Current.TestOutputHelper?.WriteLine(result.RootElement.GetRawText());
            Assert.True(Of("Bytes") > 99_000_000);
            Assert.InRange(Of("PeakMegabytes") - Of("IdleMegabytes"), 0, MaxMegabytes / 2);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(string phase, string folder)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "../../Benchmarks/release/Benchmarks.dll");
        var start = new ProcessStartInfo(
            "dotnet",
            [
                program,
                "files",
                "--phase",
                phase,
                "--db",
                "sqlite",
                "--postgres",
                $"Data Source={Path.Combine(folder, "hub.db")}",
                "--folder",
                folder,
                "--rows",
                "100000",
                "--megabytes",
                "100",
            ]
        )
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
