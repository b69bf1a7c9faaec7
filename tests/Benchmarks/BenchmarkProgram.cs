using BenchmarkDotNet.Running;
using Benchmarks.Orders;

namespace Benchmarks;

/// <summary><c>order …</c> drives the engine as a whole; everything else names small benchmarks (<c>--list flat</c>).</summary>
internal static class BenchmarkProgram
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["order", .. var options])
        {
            return await OrderBench.RunAsync(options, CancellationToken.None);
        }

        BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run(args);
        return 0;
    }
}
