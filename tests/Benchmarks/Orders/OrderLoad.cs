using System.Diagnostics;

namespace Benchmarks.Orders;

/// <summary>Clients that drive orders from outside, each one order at a time.</summary>
internal static class OrderLoad
{
    /// <summary>In one order of so many, the third message is sent with the second, before anybody waits for it.</summary>
    private const int EarlyEvery = 5;

    /// <summary>Runs <paramref name="orders"/> orders to their end; returns the time of each, in milliseconds.</summary>
    public static async Task<LoadRun> RunAsync(
        EngineUnderTest engine,
        int clients,
        int orders,
        CancellationToken ct
    )
    {
        var times = new double[orders];
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, clients)
                .Select(_ =>
                    Task.Run(
                        async () =>
                        {
                            while (Interlocked.Increment(ref next) is var order && order < orders)
                            {
                                var begun = Stopwatch.GetTimestamp();
                                await DriveAsync(engine, order % EarlyEvery == 0, ct);
                                times[order] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                            }
                        },
                        ct
                    )
                )
        );
        watch.Stop();
        Array.Sort(times);
        return new LoadRun(watch.Elapsed, times);
    }

    private static async Task DriveAsync(EngineUnderTest engine, bool early, CancellationToken ct)
    {
        var key = await engine.PlaceAsync(ct);
        var order = engine.Tracker.Find(key);
        for (var wait = 1; wait <= BenchProcess.Waits; wait++)
        {
            if (!(early && wait == 3))
            {
                await order.NextStepAsync(ct);
            }

            await engine.PublishAsync(key, wait, ct);
        }

        var left =
            BenchProcess.Steps - BenchProcess.Waits - (early ? BenchProcess.Waits - 1 : BenchProcess.Waits);
        for (var step = 0; step < left; step++)
        {
            await order.NextStepAsync(ct);
        }

        engine.Tracker.End(key);
    }
}

/// <summary>What one run took.</summary>
/// <param name="Milliseconds">The time of each order from its placing to its end, sorted.</param>
internal sealed record LoadRun(TimeSpan Elapsed, double[] Milliseconds)
{
    /// <summary>The time that a share of the orders did not exceed.</summary>
    public double Percentile(double share) =>
        Milliseconds[Math.Min(Milliseconds.Length - 1, (int)(share * Milliseconds.Length))];
}
