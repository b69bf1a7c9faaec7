using Adapters.Payments;
using Hub.Orders;
using Simulators.Gateway;

namespace Tests.Payments;

/// <summary>
/// What one generated order goes through: attempts, their reports (late, lost, repeated, in parallel, tampered with, before
/// our own commit, into a dying node), a cancellation, a bureau's answer; each at a moment of its own.
/// </summary>
internal sealed class PaymentHistory
{
    /// <summary>Moments of six hours: six days, twice as long as an unpaid order waits.</summary>
    public const int Moments = 24;

    private static readonly string[] Reasons =
    [
        "act_not_found",
        "register_unavailable",
        "requester_not_entitled",
        "attachment_unreadable",
    ];

    private readonly Random random;
    private readonly List<(int Moment, Func<Task> Act)> acts = [];
    private readonly List<Report> unheard = [];
    private readonly Lock gate = new();
    private readonly MoneyWorld world;
    private readonly Order order;

    public PaymentHistory(MoneyWorld world, Order order, int seed)
    {
        (this.world, this.order, random) = (world, order, new Random(seed));
        var attempts = random.Next(1, 4);
        var from = 0;
        for (var number = 1; number <= attempts; number++)
        {
            from = PlanAttempt(number, from);
        }

        if (random.NextDouble() < 0.12)
        {
            Plan(random.Next(Moments), () => world.CancelAsync(order));
        }

        PlanAnswer();
    }

    /// <summary>What happens in one moment, in no order.</summary>
    public IEnumerable<Func<Task>> At(int moment) =>
        acts.Where(a => a.Moment == moment).Select(a => a.Act).ToList();

    /// <summary>The gateway repeats what was never understood; true when something was.</summary>
    public async Task<bool> RepeatAsync()
    {
        List<Report> waiting;
        lock (gate)
        {
            waiting = [.. unheard];
            unheard.Clear();
        }

        foreach (var report in waiting)
        {
            await HearAsync(report, KillPoint.None);
        }

        return waiting.Count > 0;
    }

    /// <summary>Plans an attempt; returns when the next one may begin.</summary>
    private int PlanAttempt(int number, int from)
    {
        var start = from + random.Next(Moments / 4);
        var early = number == 1 && random.NextDouble() < 0.15;
        var decline = random.NextDouble() < 0.25;
        var approve = random.NextDouble() < 0.85;
        var ends = start + Lateness();
        CardTry? attempt = null;
        if (early)
        {
            // At the gateway before our own commit: the report comes first, the attempt one moment later.
            Plan(
                start,
                () =>
                {
                    attempt = world.Foresee(order, number);
                    return ReportAsync(attempt, decline: false, approve, start, start);
                }
            );
            Plan(start + 1, () => world.StartAsync(order));
            return start + 2;
        }

        Plan(
            start,
            async () =>
            {
                attempt = await world.StartAsync(order);
                if (attempt is not null)
                {
                    await ReportAsync(attempt, decline, approve, start, ends);
                }
            }
        );
        return start;
    }

    private int Lateness() => random.NextDouble() < 0.6 ? 0 : random.Next(1, Moments / 2);

    /// <summary>The card is tried now; the reports of it arrive when they arrive.</summary>
    private async Task ReportAsync(CardTry attempt, bool decline, bool approve, int now, int later)
    {
        var reports = new List<Report>();
        if (decline)
        {
            reports.Add(attempt.Decline());
        }

        if (approve)
        {
            reports.Add(attempt.Approve());
        }

        foreach (var report in reports)
        {
            int copies;
            bool lost;
            KillPoint kill;
            ForgeryKind? lie;
            lock (gate)
            {
                copies = random.NextDouble() < 0.7 ? 1 : random.Next(2, 21);
                lost = random.NextDouble() < 0.1;
                kill =
                    random.NextDouble() < 0.8 ? KillPoint.None
                    : random.Next(2) == 0 ? KillPoint.BeforeCommit
                    : KillPoint.AfterCommit;
                lie = random.NextDouble() < 0.15 ? (ForgeryKind)random.Next(4) : null;
            }

            var arrival = lost ? () => Forget(report) : Arrival(report, copies, kill, lie);
            if (Math.Min(later, Moments - 1) <= now)
            {
                await arrival();
            }
            else
            {
                Plan(later, arrival);
            }
        }
    }

    private Func<Task> Arrival(Report report, int copies, KillPoint kill, ForgeryKind? lie) =>
        async () =>
        {
            if (lie is { } kind)
            {
                await HearAsync(world.Forge(report, kind), KillPoint.None);
            }

            await Task.WhenAll(
                Enumerable
                    .Range(0, copies)
                    .Select(copy => Task.Run(() => HearAsync(report, copy == 0 ? kill : KillPoint.None)))
            );
        };

    private void PlanAnswer()
    {
        var what = random.NextDouble();
        var moment = random.Next(2, Moments);
        if (what < 0.35)
        {
            var reason = Reasons[random.Next(Reasons.Length)];
            Plan(moment, () => world.AnswerAsync(order, "rejected", reason));
        }
        else if (what < 0.7)
        {
            Plan(moment, () => world.DeliverDocumentsAsync(order));
        }
    }

    private Task Forget(Report report)
    {
        lock (gate)
        {
            unheard.Add(report);
        }

        return Task.CompletedTask;
    }

    private async Task HearAsync(Report report, KillPoint kill)
    {
        var reply = await world.DeliverAsync(report, kill);
        if (!report.IsTrue)
        {
            Assert.True(reply is null or CallbackReply.Fail, $"A lie about {report.Oid} was believed.");
        }
        else if (reply is null or CallbackReply.Fail)
        {
            await Forget(report);
        }
    }

    private void Plan(int moment, Func<Task> act)
    {
        lock (gate)
        {
            acts.Add((Math.Min(moment, Moments - 1), act));
        }
    }
}
