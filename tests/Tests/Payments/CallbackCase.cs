using Hub.Orders;
using Simulators.Gateway;

namespace Tests.Payments;

/// <summary>One thing that can happen between a payment's report and its order (reliability.md, R10).</summary>
/// <param name="Name">As a sentence.</param>
/// <param name="Day">The day on which the reports arrive.</param>
/// <param name="Prepare">What happens on the first day before any report arrives.</param>
/// <param name="Reports">What the gateway reports, in its own order.</param>
/// <param name="Kept">Is the price kept in the end?</param>
internal sealed record CallbackCase(
    string Name,
    int Day,
    Func<Scene, Task> Prepare,
    Func<Scene, IEnumerable<Report>> Reports,
    bool Kept
)
{
    /// <summary>What follows on the same day.</summary>
    public Func<Scene, Task> Finish { get; init; } = _ => Task.CompletedTask;

    /// <summary>Where the order ends; null when it does not matter.</summary>
    public OrderState? End { get; init; }
}

/// <summary>One order of one case.</summary>
internal sealed class Scene(MoneyWorld world, Order order)
{
    public MoneyWorld World => world;
    public Order Order => order;
    public List<CardTry> Tries { get; } = [];
    public List<Report> Made { get; } = [];

    /// <summary>New attempts to pay.</summary>
    public async Task StartAsync(int count = 1)
    {
        for (var i = 0; i < count; i++)
        {
            Tries.Add((await world.StartAsync(order))!);
        }
    }

    public Report Approve(int attempt = 1) => Keep(Tries[attempt - 1].Approve());

    public Report Decline(int attempt = 1) => Keep(Tries[attempt - 1].Decline());

    /// <summary>An approval that was reported and booked before.</summary>
    public async Task PayAsync()
    {
        await StartAsync();
        await world.DeliverAsync(Approve());
    }

    private Report Keep(Report report)
    {
        Made.Add(report);
        return report;
    }
}

/// <summary>The thirty cases.</summary>
internal static class CallbackCases
{
    private static readonly Func<Scene, Task> One = scene => scene.StartAsync();
    private static readonly Func<Scene, Task> Two = scene => scene.StartAsync(2);

    /// <summary>Money is captured at once.</summary>
    public static IReadOnlyList<CallbackCase> Immediate { get; } =
    [
        new("an approval", 0, One, s => [s.Approve()], true) { End = OrderState.Paid },
        new("an approval twice", 0, One, s => Times(2, s.Approve()), true),
        new("an approval twenty times", 0, One, s => Times(20, s.Approve()), true),
        new("a refusal", 0, One, s => [s.Decline()], false) { End = OrderState.Expired },
        new("a refusal twice", 0, One, s => Times(2, s.Decline()), false),
        new("a refusal, then an approval of the same attempt", 0, One, s => [s.Decline(), s.Approve()], true),
        new(
            "an approval, then the refusal before it",
            0,
            One,
            s => Backwards(s.Decline(), s.Approve()),
            true
        ),
        new(
            "3-D Secure fails, then an approval",
            0,
            One,
            s => [s.World.Try(s.Tries[0], TestCards.Secure3DFails), s.Approve()],
            true
        ),
        new("a refused attempt and an approved one", 0, Two, s => [s.Decline(1), s.Approve(2)], true),
        new("two approved attempts", 0, Two, s => [s.Approve(1), s.Approve(2)], true),
        new(
            "three approved attempts",
            0,
            s => s.StartAsync(3),
            s => [s.Approve(1), s.Approve(2), s.Approve(3)],
            true
        ),
        new(
            "two approved attempts, each reported twice",
            0,
            Two,
            s => [.. Times(2, s.Approve(1)), .. Times(2, s.Approve(2))],
            true
        ),
        new("a wrong amount", 0, One, s => [s.World.Forge(s.Approve(), ForgeryKind.WrongAmount)], false),
        new("a wrong currency", 0, One, s => [s.World.Forge(s.Approve(), ForgeryKind.WrongCurrency)], false),
        new("another merchant", 0, One, s => [s.World.Forge(s.Approve(), ForgeryKind.WrongClient)], false),
        new("a wrong hash", 0, One, s => [s.World.Forge(s.Approve(), ForgeryKind.WrongHash)], false),
        new("a lie, then the truth", 0, One, s => LieAndTruth(s, ForgeryKind.WrongAmount), true),
        new("a guessed hash, then the truth", 0, One, s => LieAndTruth(s, ForgeryKind.WrongHash), true),
        new("two fields of one name", 0, One, s => [Twin(s.Approve())], false),
        new("no order number", 0, One, s => [Without(s.Approve(), "oid", "ReturnOid")], false),
        new(
            "an order number nobody knows",
            0,
            _ => Task.CompletedTask,
            s => [s.World.Foresee(s.Order, 7).Approve()],
            false
        ),
        new("a report before the attempt's commit", 0, _ => Task.CompletedTask, Foreseen, true)
        {
            Finish = CatchUpAsync,
        },
        new(
            "reports before the attempt's commit, three times",
            0,
            _ => Task.CompletedTask,
            s => [.. Foreseen(s).SelectMany(r => Times(3, r))],
            true
        )
        {
            Finish = CatchUpAsync,
        },
        new("an approval after the order expired", 4, One, s => [s.Approve()], false)
        {
            End = OrderState.Expired,
        },
        new("an approval after the order expired, five times", 4, One, s => Times(5, s.Approve()), false),
        new("an approval after the order was cancelled", 0, CancelledAsync, s => [s.Approve()], false)
        {
            End = OrderState.Cancelled,
        },
        new("an approval repeated after its refund", 4, RejectedAsync, s => Times(3, s.Made[0]), false)
        {
            End = OrderState.Refunded,
        },
        new(
            "a second approval after the refund of the first",
            4,
            RejectedWithTwoAsync,
            s => [s.Approve(2)],
            false
        )
        {
            End = OrderState.Refunded,
        },
    ];

    /// <summary>Money is held, and captured when the bureau issues.</summary>
    public static IReadOnlyList<CallbackCase> OnIssue { get; } =
    [
        new("a hold that the bureau's issue captures", 0, One, s => Times(2, s.Approve()), true)
        {
            Finish = s => s.World.AnswerAsync(s.Order, "issued"),
        },
        new("a hold that the bureau's refusal lets go", 0, One, s => Times(2, s.Approve()), false)
        {
            Finish = s => s.World.AnswerAsync(s.Order, "rejected", "act_not_found"),
            End = OrderState.Refunded,
        },
    ];

    private static IEnumerable<Report> Times(int count, Report report) => Enumerable.Repeat(report, count);

    private static IEnumerable<Report> Backwards(params Report[] reports) => reports.Reverse();

    private static IEnumerable<Report> LieAndTruth(Scene scene, ForgeryKind kind)
    {
        var real = scene.Approve();
        return [scene.World.Forge(real, kind), real];
    }

    private static Report Twin(Report real) =>
        real with
        {
            Fields = [.. real.Fields, new("Amount", "50.00")],
            IsApproved = false,
            IsTrue = false,
        };

    private static Report Without(Report real, params string[] names) =>
        real with
        {
            Fields = [.. real.Fields.Where(f => !names.Contains(f.Key))],
            IsApproved = false,
            IsTrue = false,
        };

    private static IEnumerable<Report> Foreseen(Scene scene)
    {
        scene.Tries.Add(scene.World.Foresee(scene.Order, 1));
        return [scene.Approve()];
    }

    /// <summary>The attempt is written after all, what was kept is heard again, and the gateway asks once more.</summary>
    private static async Task CatchUpAsync(Scene scene)
    {
        await scene.World.StartAsync(scene.Order);
        await scene.World.Node.Get<Hub.Payments.RematchCallbacks>().RunAsync(CancellationToken.None);
        await scene.World.DeliverAsync(scene.Made[0]);
    }

    private static async Task CancelledAsync(Scene scene)
    {
        await scene.StartAsync();
        await scene.World.CancelAsync(scene.Order);
        await scene.World.PassAsync(TimeSpan.FromSeconds(1));
    }

    private static async Task RejectedAsync(Scene scene)
    {
        await scene.PayAsync();
        await scene.World.AnswerAsync(scene.Order, "rejected", "act_not_found");
    }

    private static async Task RejectedWithTwoAsync(Scene scene)
    {
        await scene.StartAsync(2);
        await scene.World.DeliverAsync(scene.Approve(1));
        await scene.World.AnswerAsync(scene.Order, "rejected", "act_not_found");
    }
}
