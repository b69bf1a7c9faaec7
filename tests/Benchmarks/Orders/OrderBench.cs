using System.Diagnostics;
using System.Runtime;
using Hub.Storage;
using Npgsql;

namespace Benchmarks.Orders;

/// <summary>The command <c>order</c>: the engine from outside, against pgbench on the same cluster in the same run.</summary>
internal static class OrderBench
{
    /// <summary>Orders of one round of warming up.</summary>
    private const int WarmUpOrders = 2_000;

    /// <summary>Rounds at the most.</summary>
    private const int WarmUpRounds = 15;

    /// <summary>A round in which the just-in-time compiler had no more than this to do is the last.</summary>
    private const long SettledMethods = 40;

    /// <summary>
    /// How often pgbench and the engine take turns: the machine may be given more or less of its processor from one moment to
    /// the next, and what is compared must stand side by side. The round in the middle is the result.
    /// </summary>
    private const int Rounds = 5;

    private const string ResultFolder = "docs/results";

    /// <summary>Runs the command; returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        if (BenchArguments.Read(args) is not { } arguments)
        {
            Console.WriteLine(BenchArguments.Usage);
            return 2;
        }

        var result =
            arguments.Database == "postgres"
                ? await OnPostgresAsync(arguments, ct)
                : await OnSqliteAsync(arguments, ct);
        Console.WriteLine();
        Console.WriteLine(BenchReport.ToTable(result));
        Console.WriteLine($"A transition is {BenchResult.TransitionMeans}.");
        Console.WriteLine($"Stored: {await BenchReport.StoreAsync(result, ResultFolder, ct)} and .json");
        return 0;
    }

    private static async Task<BenchResult> OnPostgresAsync(BenchArguments arguments, CancellationToken ct)
    {
        await using var cluster = await PrivateCluster.OpenAsync(arguments.Connection, ct);
        var server = new NpgsqlConnectionStringBuilder(cluster.Connection);
        var seconds = Math.Max(1, arguments.Seconds / Rounds);
        var pgbench = new PgBench(arguments.PgBench ?? PgBench.Find(), server, seconds);
        Console.WriteLine("Filling pgbench's tables (scale 20)…");
        await pgbench.PrepareAsync(ct);
        var runs = new List<ClientRun>();
        foreach (var clients in arguments.Clients)
        {
            Console.WriteLine(
                $"{clients} clients: {Rounds} times pgbench -N for {seconds} s and {arguments.Orders} orders…"
            );
            runs.Add(await OnDatabaseAsync(cluster.Connection, pgbench, arguments, clients, ct));
        }

        var version = await ScalarAsync<string>(cluster.Connection, "show server_version", ct);
        return ToResult(arguments, "PostgreSQL " + version, runs);
    }

    private static async Task<ClientRun> OnDatabaseAsync(
        string connection,
        PgBench pgbench,
        BenchArguments arguments,
        int clients,
        CancellationToken ct
    )
    {
        var name = $"hub_bench_{clients}";
        await ExecuteAsync(connection, $"drop database if exists {name} with (force)", ct);
        await ExecuteAsync(connection, $"create database {name}", ct);
        var own = new NpgsqlConnectionStringBuilder(connection) { Database = name }.ConnectionString;
        var run = await MeasureAsync(
            new PostgresDialect(own),
            () => ScalarAsync<long>(own, "select pg_database_size(current_database())", ct),
            async () => await pgbench.RunAsync(clients, ct),
            arguments,
            clients,
            ct
        );
        await ExecuteAsync(connection, $"drop database {name} with (force)", ct);
        return run;
    }

    private static async Task<BenchResult> OnSqliteAsync(BenchArguments arguments, CancellationToken ct)
    {
        var runs = new List<ClientRun>();
        foreach (var clients in arguments.Clients)
        {
            var folder = Path.Combine("/var/tmp", "hub-bench." + Path.GetRandomFileName());
            Directory.CreateDirectory(folder);
            Console.WriteLine($"{clients} clients: {Rounds} times {arguments.Orders} orders…");
            var size = () => Task.FromResult(Directory.GetFiles(folder).Sum(f => new FileInfo(f).Length));
            var dialect = new SqliteDialect($"Data Source={Path.Combine(folder, "hub.db")}");
            runs.Add(
                await MeasureAsync(
                    dialect,
                    size,
                    () => Task.FromResult<double?>(null),
                    arguments,
                    clients,
                    ct
                )
            );
            Directory.Delete(folder, recursive: true);
        }

        return ToResult(arguments, "SQLite, WAL, synchronous=FULL", runs);
    }

    private static async Task<ClientRun> MeasureAsync(
        IDatabaseDialect dialect,
        Func<Task<long>> size,
        Func<Task<double?>> compare,
        BenchArguments arguments,
        int clients,
        CancellationToken ct
    )
    {
        await using var engine = await EngineUnderTest.StartAsync(dialect, arguments.Runners, ct);
        await WarmUpAsync(engine, clients, ct);
        var rounds = new List<ClientRun>();
        for (var round = 0; round < Rounds; round++)
        {
            var tps = await compare();
            var run = await RunRoundAsync(engine, size, arguments.Orders, clients, ct);
            rounds.Add(run with { PgBenchTps = tps, Ratio = run.TransitionsPerSecond / tps });
        }

        var sorted = rounds.OrderBy(r => r.Ratio ?? r.TransitionsPerSecond).ToList();
        return sorted[Rounds / 2] with { LeastRatio = sorted[0].Ratio, GreatestRatio = sorted[^1].Ratio };
    }

    private static async Task<ClientRun> RunRoundAsync(
        EngineUnderTest engine,
        Func<Task<long>> size,
        int orders,
        int clients,
        CancellationToken ct
    )
    {
        var (before, bytesBefore) = (await engine.CountAsync(ct), await size());
        var load = await OrderLoad.RunAsync(engine, clients, orders, ct);
        var (after, bytesAfter) = (await engine.CountAsync(ct), await size());
        if (
            after.Completed - before.Completed != orders
            || after.Advances != after.History
            || after.Left != 0
        )
        {
            throw new InvalidOperationException($"The run did not end as it must: {before} → {after}");
        }

        using var self = Process.GetCurrentProcess();
        return new ClientRun(
            clients,
            (after.History - before.History) / load.Elapsed.TotalSeconds,
            orders / load.Elapsed.TotalSeconds,
            load.Percentile(0.50),
            load.Percentile(0.99),
            self.WorkingSet64 / (1024.0 * 1024.0),
            (double)(bytesAfter - bytesBefore) / orders
        );
    }

    /// <summary>A hub runs for weeks: what is measured is the compiled hub, not its compiler, which would share the cores.</summary>
    private static async Task WarmUpAsync(EngineUnderTest engine, int clients, CancellationToken ct)
    {
        for (var round = 0; round < WarmUpRounds; round++)
        {
            var compiled = JitInfo.GetCompiledMethodCount();
            await OrderLoad.RunAsync(engine, clients, WarmUpOrders, ct);
            if (JitInfo.GetCompiledMethodCount() - compiled <= SettledMethods)
            {
                return;
            }
        }
    }

    private static BenchResult ToResult(BenchArguments arguments, string server, List<ClientRun> runs) =>
        new(
            DateTimeOffset.UtcNow,
            arguments.Database,
            server,
            Environment.ProcessorCount,
            arguments.Orders,
            arguments.Runners,
            BenchResult.TransitionMeans,
            runs
        );

    private static async Task ExecuteAsync(string connection, string sql, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<T> ScalarAsync<T>(string connection, string sql, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }
}
