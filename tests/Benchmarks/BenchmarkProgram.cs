using BenchmarkDotNet.Running;
using Benchmarks.Feel;
using Benchmarks.Files;
using Benchmarks.Orders;

namespace Benchmarks;

/// <summary><c>order …</c> drives the engine as a whole, <c>files …</c> the taking of one large file, <c>feel</c> expressions; everything else names small benchmarks (<c>--list flat</c>).</summary>
internal static class BenchmarkProgram
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["order", .. var options])
        {
            return await OrderBench.RunAsync(options, CancellationToken.None);
        }

        if (args is ["files", .. var fileOptions])
        {
            return await FileBench.RunAsync(fileOptions, CancellationToken.None);
        }

        if (args is ["feel", .. var feelOptions])
        {
            return await FeelBench.RunAsync(feelOptions, CancellationToken.None);
        }

        BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run(args);
        return 0;
    }
}
