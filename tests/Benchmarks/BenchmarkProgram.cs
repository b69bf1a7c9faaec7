using BenchmarkDotNet.Running;

namespace Benchmarks;

/// <summary>Runs the benchmarks the arguments name; <c>--list flat</c> shows them.</summary>
internal static class BenchmarkProgram
{
    private static void Main(string[] args) =>
        BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run(args);
}
