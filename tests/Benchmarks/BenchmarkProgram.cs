namespace Benchmarks;

internal static class BenchmarkProgram
{
    private static int Main() => 0;
}
