using Hub.Operations;
using Hub.Schedules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;
using Tests.Exchange;
using Tests.Storage;

namespace Tests.Schedules;

/// <summary>Two nodes on one PostgreSQL share one calendar.</summary>
public sealed class SharedScheduleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_on_one_database_know_the_same_schedules_and_each_firing_is_one_nodes()
    {
        var database = await TestDatabase.CreatePostgresAsync();
        await using var bench = await ExchangeBench.OpenAsync(database);
        var firings = new List<(string Name, DateTimeOffset At)>();
        await using var first = Node(bench, database, firings);
        await using var second = Node(bench, database, firings);

        await StartAsync(first);
        await StartAsync(second);
        await UntilAsync(() => Count(firings) >= SchedulesRegistration.Triggers.Count * 3);
        await StopAsync(first);
        await StopAsync(second);

        lock (firings)
        {
            Assert.Equal(
                SchedulesRegistration.Triggers.Select(t => t.Name).Order(),
                firings.Select(f => f.Name).Distinct().Order()
            );
            Assert.Equal(firings.Count, firings.Distinct().Count());
        }
    }

    private static int Count(List<(string, DateTimeOffset)> firings)
    {
        lock (firings)
        {
            return firings.Count;
        }
    }

    private static ServiceProvider Node(
        ExchangeBench bench,
        TestDatabase database,
        List<(string, DateTimeOffset)> firings
    )
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Storage:Kind"] = "postgres",
            ["Storage:ConnectionString"] = database.ConnectionString,
        };
        foreach (var property in typeof(SchedulesOptions).GetProperties())
        {
            settings[$"Schedules:{property.Name}"] = "00:00:01";
        }

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new Stillness());
        services.AddSingleton(bench.Get<IHostApplicationLifetime>());
        services.AddSingleton(bench.Store);
        services.AddSchedules(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        // What the jobs would do is tested elsewhere: here a firing is noted and goes no further.
        services.AddQuartz(quartz => quartz.AddJobMiddleware(_ => new Noting(firings)));
        return services.BuildServiceProvider();
    }

    private static async Task StartAsync(IServiceProvider node)
    {
        foreach (var service in node.GetServices<IHostedService>())
        {
            await service.StartAsync(Ct);
        }
    }

    private static async Task StopAsync(IServiceProvider node)
    {
        foreach (var service in node.GetServices<IHostedService>())
        {
            await service.StopAsync(Ct);
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(50, patience.Token);
        }
    }

    private sealed class Noting(List<(string, DateTimeOffset)> firings) : IJobExecutionMiddleware
    {
        public ValueTask Invoke(
            IJobExecutionContext context,
            JobExecutionDelegate next,
            CancellationToken cancellationToken = default
        )
        {
            lock (firings)
            {
                firings.Add((context.JobDetail.Key.Name, context.ScheduledFireTimeUtc!.Value));
            }

            return ValueTask.CompletedTask;
        }
    }
}
