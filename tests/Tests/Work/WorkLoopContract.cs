using System.Collections.Concurrent;
using Hub.Operations;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tests.Storage;
using Workflows.Feel;

namespace Tests.Work;

/// <summary>The work loop on either store, on a stepped clock.</summary>
public abstract class WorkLoopContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly SteppedClock clock = new(Start);
    private readonly ScriptedHandler partner = new();
    private TestDatabase database = null!;
    private HubStore store = null!;
    private SandboxClock sandbox = null!;
    private WorkLoop loop = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await CreateAsync();
        var wakeUps = new WakeUps(database.Stillness);
        store = new HubStore(database.Dialect, clock, wakeUps);
        sandbox = new SandboxClock(clock, database.Stillness, []);
        var options = Options.Create(
            new WorkOptions { PollInterval = TimeSpan.FromHours(12), BreakAfterFailures = 3 }
        );
        loop = new WorkLoop(
            store,
            new WorkOutcomes(store),
            new PartnerBreaker(options, clock),
            wakeUps,
            database.Stillness,
            clock,
            options,
            [partner],
            NullLogger<WorkLoop>.Instance
        );
    }

    public async ValueTask DisposeAsync()
    {
        await loop.StopAsync(CancellationToken.None);
        loop.Dispose();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task An_intended_effect_is_done_once_and_its_outcome_is_kept()
    {
        await IntendAsync("e-1");
        await RunUntilAsync(Start.AddMinutes(1));

        var effect = await store.ReadAsync(db => db.Effects.SingleAsync(Ct));
        Assert.Equal(
            (EffectState.Done, TransmissionLevel.Accepted, 1),
            (effect.State, effect.Level, effect.Attempts)
        );
        Assert.Equal(["run e-1", "book e-1"], partner.Heard);
        Assert.Equal(0, await store.ReadAsync(db => db.WorkItems.CountAsync(Ct)));
    }

    [Fact]
    public async Task A_silent_partner_is_asked_for_the_status_before_anything_is_sent_again()
    {
        partner.FailRuns = 1;
        await IntendAsync("e-1");
        await RunUntilAsync(Start.AddHours(1));

        Assert.Equal(["run e-1", "check e-1", "run e-1", "book e-1"], partner.Heard);
    }

    [Fact]
    public async Task What_the_partner_did_before_its_silence_is_not_done_twice()
    {
        partner.FailRuns = 1;
        partner.DoneInSilence = true;
        await IntendAsync("e-1");
        await RunUntilAsync(Start.AddHours(1));

        Assert.Equal(["run e-1", "check e-1", "book e-1"], partner.Heard);
        Assert.Equal(EffectState.Done, (await store.ReadAsync(db => db.Effects.SingleAsync(Ct))).State);
    }

    [Fact]
    public async Task An_effect_whose_try_has_no_answer_is_in_doubt_until_its_next_check()
    {
        partner.FailRuns = 100;
        await IntendAsync("e-1");
        await RunUntilAsync(Start.AddSeconds(1));

        var effect = await store.ReadAsync(db => db.Effects.SingleAsync(Ct));
        Assert.Equal(EffectState.InDoubt, effect.State);
        Assert.NotNull(effect.NextCheckAt);
    }

    [Fact]
    public async Task A_lease_that_its_holder_never_ended_is_taken_over_with_a_check_first()
    {
        await IntendAsync("e-1");
        await store.WriteAsync(
            session => WorkQueue.ClaimAsync(session, 1, TimeSpan.FromMinutes(2), [], Ct),
            Ct
        );

        await RunUntilAsync(Start.AddHours(1));

        Assert.Equal(["check e-1", "run e-1", "book e-1"], partner.Heard);
    }

    [Fact]
    public async Task When_the_tries_are_used_up_a_person_is_asked()
    {
        partner.FailRuns = 100;
        await IntendAsync("e-1", retries: 2);
        await RunUntilAsync(Start.AddDays(1));

        var incident = await store.ReadAsync(db => db.Incidents.SingleAsync(Ct));
        Assert.Equal("partner_unreachable", incident.Code);
        Assert.Equal(WorkState.Parked, (await store.ReadAsync(db => db.WorkItems.SingleAsync(Ct))).State);
    }

    [Fact]
    public async Task A_refusal_that_nobody_waits_for_is_an_incident()
    {
        partner.Refuse = true;
        await IntendAsync("e-1");
        await RunUntilAsync(Start.AddMinutes(1));

        Assert.Equal("no_such_thing", (await store.ReadAsync(db => db.Incidents.SingleAsync(Ct))).Code);
        Assert.Equal(EffectState.Refused, (await store.ReadAsync(db => db.Effects.SingleAsync(Ct))).State);
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_booked_is_asked_for_again_and_booked()
    {
        partner.FailBookings = 1;
        partner.DoneInSilence = true;
        await IntendAsync("e-1");
        await RunUntilAsync(Start.AddHours(1));

        Assert.Equal(["run e-1", "book e-1", "check e-1", "book e-1"], partner.Heard);
        Assert.Equal(EffectState.Done, (await store.ReadAsync(db => db.Effects.SingleAsync(Ct))).State);
    }

    [Fact]
    public async Task A_partner_that_fails_several_times_in_a_row_is_left_alone_for_a_while()
    {
        partner.FailRuns = 3;
        for (var i = 1; i <= 10; i++)
        {
            await IntendAsync($"e-{i:00}");
        }

        await RunUntilAsync(Start.AddHours(2));

        Assert.Equal(
            10,
            await store.ReadAsync(db => db.Effects.CountAsync(e => e.State == EffectState.Done, Ct))
        );
        Assert.Equal(10, partner.Heard.Count(h => h.StartsWith("book", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_line_that_hangs_takes_nothing_from_another()
    {
        for (var i = 1; i <= 50; i++)
        {
            await IntendAsync($"hangs-{i:00}", line: "dead");
        }

        await IntendAsync("e-1", line: "well");

        await loop.StartAsync(Ct);

        // However many wait for the dead line, the other one's item comes through while all of them hang.
        await partner.Booked.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Ct);
        Assert.Equal(["book e-1"], partner.Heard.Where(h => h.StartsWith("book", StringComparison.Ordinal)));
        partner.Hanging.SetResult();
        await StepUntilAsync(Start.AddHours(1));
        Assert.Equal(51, partner.Heard.Count(h => h.StartsWith("book", StringComparison.Ordinal)));
    }

    private Task IntendAsync(string key, int retries = 5, string line = "p") =>
        store.WriteAsync(
            session =>
            {
                session.Work.Intend(
                    new NewWorkItem("ask-partner", "p", key, "{}", null) { Retries = retries, Line = line }
                );
                return Task.CompletedTask;
            },
            Ct
        );

    private async Task RunUntilAsync(DateTimeOffset until)
    {
        await loop.StartAsync(Ct);
        await StepUntilAsync(until);
    }

    private async Task StepUntilAsync(DateTimeOffset until)
    {
        var time = await sandbox.AdvanceAsync(Start, Ct);
        while (time.NextDueAt is { } due && due <= until)
        {
            time = await sandbox.AdvanceAsync(due, Ct);
        }
    }

    private sealed class ScriptedHandler : IWorkHandler
    {
        private readonly ConcurrentQueue<string> heard = new();

        public string Type => "ask-partner";
        public IEnumerable<string> Heard => heard;
        public int FailRuns;
        public int FailBookings;
        public bool DoneInSilence { get; set; }
        public bool Refuse { get; set; }

        /// <summary>Ends the silence of items that hang.</summary>
        public TaskCompletionSource Hanging { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Something was booked.</summary>
        public TaskCompletionSource Booked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<WorkOutcome> RunAsync(WorkItem item, CancellationToken ct)
        {
            heard.Enqueue("run " + item.EffectKey);
            if (item.EffectKey.StartsWith("hangs", StringComparison.Ordinal))
            {
                await Hanging.Task.WaitAsync(ct);
            }

            if (Interlocked.Decrement(ref FailRuns) >= 0)
            {
                throw new HttpRequestException("silence");
            }

            return Refuse
                ? new WorkOutcome.Refused(
                    "no_such_thing",
                    "The partner knows no such thing.",
                    FeelContext.Empty
                )
                : new WorkOutcome.Done(FeelContext.Empty, TransmissionLevel.Accepted, "ref-1");
        }

        public Task<WorkOutcome?> CheckAsync(WorkItem item, CancellationToken ct)
        {
            heard.Enqueue("check " + item.EffectKey);
            return Task.FromResult<WorkOutcome?>(
                DoneInSilence
                    ? new WorkOutcome.Done(FeelContext.Empty, TransmissionLevel.Accepted, "ref-1")
                    : null
            );
        }

        public Task BookAsync(WorkItem item, WorkOutcome outcome, WriteSession session, CancellationToken ct)
        {
            heard.Enqueue("book " + item.EffectKey);
            Booked.TrySetResult();
            return Interlocked.Decrement(ref FailBookings) >= 0
                ? throw new InvalidOperationException("broken on purpose")
                : Task.CompletedTask;
        }
    }
}
