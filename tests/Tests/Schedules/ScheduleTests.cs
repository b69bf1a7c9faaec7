using System.Collections.Concurrent;
using Hub.Operations;
using Hub.Payments;
using Hub.Schedules;
using Hub.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Tests.Exchange;

namespace Tests.Schedules;

/// <summary>The schedules on a stepped clock: every firing at its moment, none lost, and no moment looks quiet that is not.</summary>
public sealed class ScheduleTests
{
    private static readonly DateTimeOffset Start = ExchangeBench.Monday;

    private readonly ConcurrentQueue<(string Name, DateTimeOffset At)> fired = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_schedule_fires_at_the_start_and_at_its_every_interval()
    {
        await using var bench = await OpenAsync();

        await StepThroughAsync(bench, Start.AddHours(2));

        foreach (var (name, minutes) in Intervals)
        {
            var moments = fired.Where(f => f.Name == name).Select(f => (f.At - Start).TotalMinutes);
            Assert.Equal(
                Enumerable.Range(0, (120 / minutes) + 1).Select(i => (double)(i * minutes)),
                moments
            );
        }
    }

    [Fact]
    public async Task A_week_of_steps_loses_no_firing_and_repeats_none()
    {
        await using var bench = await OpenAsync();

        await StepThroughAsync(bench, Start.AddDays(7));

        var closing = fired.Where(f => f.Name == "close-manifests").Select(f => f.At).ToList();
        Assert.Equal((7 * 24 * 12) + 1, closing.Count);
        Assert.Equal(closing.Distinct().Count(), closing.Count);
    }

    [Fact]
    public async Task When_the_clock_stands_still_again_everything_due_is_done()
    {
        await using var bench = await OpenAsync();
        await bench.SettleAsync();
        for (var step = 1; step <= 200; step++)
        {
            var now = Start.AddMinutes(5 * step);

            await bench.Get<SandboxClock>().AdvanceAsync(now, Ct);

            Assert.Equal(step + 1, fired.Count(f => f.Name == "close-manifests"));
        }
    }

    [Fact]
    public async Task A_clock_stepped_far_does_not_fire_everything_that_was_missed()
    {
        await using var bench = await OpenAsync();
        await bench.SettleAsync();
        fired.Clear();

        await bench.Get<SandboxClock>().AdvanceAsync(Start.AddDays(3), Ct);

        // Once for all that was missed; the firing the scheduler had in hand already comes on top.
        Assert.All(Intervals, schedule => Assert.InRange(fired.Count(f => f.Name == schedule.Name), 1, 2));
    }

    [Fact]
    public async Task The_clock_is_never_told_to_pass_a_firing()
    {
        await using var bench = await OpenAsync();
        var sandbox = bench.Get<SandboxClock>();
        var time = await sandbox.AdvanceAsync(Start, Ct);

        for (var i = 0; i < 100; i++)
        {
            Assert.NotNull(time.NextDueAt);
            Assert.InRange(time.NextDueAt.Value, time.Now.AddTicks(1), time.Now.AddMinutes(5));
            time = await sandbox.AdvanceAsync(time.NextDueAt.Value, Ct);
        }
    }

    private static readonly (string Name, int Minutes)[] Intervals =
    [
        ("compose-request-files", 15),
        ("poll-bureau-files", 5),
        ("poll-bureau-answers", 15),
        ("poll-post-files", 10),
        ("close-manifests", 5),
        ("resend-unacknowledged", 15),
        ("rematch-callbacks", 10),
        ("purge-expired", 60),
    ];

    private async Task<ExchangeBench> OpenAsync() =>
        await ExchangeBench.OpenAsync(
            services =>
            {
                var configuration = new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Clock:Mode"] = "stepped" }
                    )
                    .Build();
                services.AddSchedules(configuration);
                // No callback waits here, so nobody is needed to hear one again.
                services.AddSingleton(provider => new RematchCallbacks(
                    provider.GetRequiredService<HubStore>(),
                    null!
                ));
                services.AddQuartz(quartz => quartz.AddJobMiddleware(_ => new Recorder(fired)));
            },
            ("PartnerRounds:IdleEvery", "7.00:00:00"),
            ("Registries:PollAnswers", "false")
        );

    private static async Task StepThroughAsync(ExchangeBench bench, DateTimeOffset until)
    {
        var sandbox = bench.Get<SandboxClock>();
        var time = await sandbox.AdvanceAsync(Start, Ct);
        while (time.NextDueAt is { } due && due <= until)
        {
            time = await sandbox.AdvanceAsync(due, Ct);
        }
    }

    private sealed class Recorder(ConcurrentQueue<(string, DateTimeOffset)> fired) : IJobExecutionMiddleware
    {
        public ValueTask Invoke(
            IJobExecutionContext context,
            JobExecutionDelegate next,
            CancellationToken cancellationToken = default
        )
        {
            fired.Enqueue((context.JobDetail.Key.Name, context.FireTimeUtc));
            return next(context, cancellationToken);
        }
    }
}
