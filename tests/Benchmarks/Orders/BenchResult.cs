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

/// <summary>One number of clients: the round in the middle.</summary>
/// <param name="TransitionsPerSecond">Saved advances.</param>
/// <param name="RssMegabytes">Of this process: engine, clients and driver together.</param>
internal sealed record ClientRun(
    int Clients,
    double TransitionsPerSecond,
    double OrdersPerSecond,
    double P50Milliseconds,
    double P99Milliseconds,
    double RssMegabytes,
    double DatabaseBytesPerOrder
)
{
    /// <summary><c>pgbench -N</c> at the same number of clients on the same cluster just before; null on SQLite.</summary>
    public double? PgBenchTps { get; init; }

    public double? Ratio { get; init; }

    /// <summary>Of all rounds.</summary>
    public double? LeastRatio { get; init; }

    /// <summary>Of all rounds.</summary>
    public double? GreatestRatio { get; init; }
}
