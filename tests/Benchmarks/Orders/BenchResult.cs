namespace Benchmarks.Orders;

/// <summary>One run of the benchmark, as it is stored.</summary>
internal sealed record BenchResult(
    DateTimeOffset At,
    string Database,
    string Server,
    int Cores,
    int OrdersPerRun,
    int Runners,
    string Transition,
    IReadOnlyList<ClientRun> Runs
)
{
    /// <summary>What is counted, said with every result.</summary>
    public const string TransitionMeans =
        "one advance of a process instance to its next wait or end, saved with its state, version, history row and waits "
        + "(stack.md §8); an order of twelve steps makes six: its start and five messages";
}

/// <summary>One number of clients.</summary>
/// <param name="TransitionsPerSecond">Saved advances.</param>
/// <param name="PgBenchTps"><c>pgbench -N</c> at the same number of clients on the same cluster; null on SQLite.</param>
/// <param name="RssMegabytes">Of this process: engine, clients and driver together.</param>
internal sealed record ClientRun(
    int Clients,
    double TransitionsPerSecond,
    double OrdersPerSecond,
    double P50Milliseconds,
    double P99Milliseconds,
    double? PgBenchTps,
    double? Ratio,
    double RssMegabytes,
    double DatabaseBytesPerOrder
);
