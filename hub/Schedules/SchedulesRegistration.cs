using Hub.Exchange;
using Hub.Operations;
using Hub.Operations.Ledgers;
using Hub.Payments;
using Hub.Registries;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;

namespace Hub.Schedules;

/// <summary>
/// What the hub does by itself, and how often: thin jobs of one use case each. In memory on one node; on PostgreSQL the
/// nodes share one calendar, so that each firing happens on one of them.
/// </summary>
internal static class SchedulesRegistration
{
    private const int Threads = 4;

    // A stepped clock would otherwise be woken every 30 simulated seconds for nothing.
    private static readonly TimeSpan SteppedIdleWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(5);

    private static readonly Schedule[] All =
    [
        Schedule.Of<ComposeRequestFiles>(
            "compose-request-files",
            every => every.ComposeRequestFiles,
            (files, ct) => files.RunAsync(ct)
        ),
        Schedule.Of<PollBureauFiles>(
            "poll-bureau-files",
            every => every.PollBureauFiles,
            (poll, ct) => poll.RunAsync(ct)
        ),
        Schedule.Of<PollBureauAnswers>(
            "poll-bureau-answers",
            every => every.PollBureauAnswers,
            (poll, ct) => poll.RunAsync(ct)
        ),
        Schedule.Of<PollPostFiles>(
            "poll-post-files",
            every => every.PollPostFiles,
            (poll, ct) => poll.RunAsync(ct)
        ),
        Schedule.Of<CloseManifests>(
            "close-manifests",
            every => every.CloseManifests,
            (manifests, ct) => manifests.RunAsync(ct)
        ),
        Schedule.Of<ResendUnacknowledged>(
            "resend-unacknowledged",
            every => every.ResendUnacknowledged,
            (files, ct) => files.RunAsync(ct)
        ),
        Schedule.Of<RematchCallbacks>(
            "rematch-callbacks",
            every => every.RematchCallbacks,
            (callbacks, ct) => callbacks.RunAsync(ct)
        ),
        Schedule.Of<PurgeArchive>(
            "purge-archive",
            every => every.PurgeArchive,
            (purge, ct) => purge.RunAsync(ct)
        ),
        Schedule.Of<CollectSettlements>(
            "collect-settlements",
            every => every.CollectSettlements,
            (settlements, ct) => settlements.RunAsync(ct)
        ),
        Schedule.Of<ReconcilePayments>(
            "reconcile-payments",
            every => every.ReconcilePayments,
            (payments, ct) => payments.RunAsync(ct)
        ),
        Schedule.Of<BalanceLedgers>(
            "balance-ledgers",
            every => every.BalanceLedgers,
            (ledgers, ct) => ledgers.RunAsync(ct)
        ),
        Schedule.Of<PurgeExpired>(
            "purge-expired",
            every => every.PurgeExpired,
            (purge, ct) => purge.RunAsync(ct)
        ),
    ];

    /// <summary>The trigger of every schedule.</summary>
    public static IReadOnlyList<TriggerKey> Triggers { get; } =
    [.. All.Select(schedule => new TriggerKey(schedule.Name))];

    /// <summary>Adds the schedules and the scheduler that runs them.</summary>
    public static IServiceCollection AddSchedules(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        var section = configuration.GetSection(SchedulesOptions.Section);
        services.AddOptions<SchedulesOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SchedulesOptions>, SchedulesOptionsValidator>();
        services.AddSingleton<PurgeExpired>();
        services.AddSingleton<Firings>();
        var clock = configuration.GetSection(ClockOptions.Section).Get<ClockOptions>() ?? new ClockOptions();
        var storage =
            configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        var every = section.Get<SchedulesOptions>() ?? new SchedulesOptions();
        services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(Threads);
            quartz.AddJobMiddleware(provider => provider.GetRequiredService<Firings>());
            if (clock.Mode == "stepped")
            {
                quartz.ConfigureScheduler(scheduler => scheduler.IdleWaitTime = SteppedIdleWait);
            }
            else if (storage.Kind == "postgres")
            {
                UseSharedStore(quartz, storage.ConnectionString);
            }

            foreach (var schedule in All)
            {
                schedule.Plan(quartz, every);
            }
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        if (clock.Mode == "stepped")
        {
            services.AddSingleton<IStillnessProbe, ScheduleStillness>();
        }

        return services;
    }

    private static void UseSharedStore(IQuartzBuilder quartz, string connectionString)
    {
        quartz.ConfigureScheduler(scheduler => scheduler.GenerateInstanceId = true);
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(NpgsqlFactory.Instance, connectionString);
            store.ProvisionSchema();
            store.UseClustering(cluster => cluster.CheckinInterval = CheckIn);
        });
    }
}
