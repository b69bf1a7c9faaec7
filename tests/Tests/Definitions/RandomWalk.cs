using Workflows.Feel;

namespace Tests.Definitions;

/// <summary>Lets anything happen to an order that may happen, in any order; and then lets it come to its end.</summary>
internal sealed class RandomWalk(string bureau, int seed)
{
    private static readonly string[] Outcomes =
    [
        "issued",
        "partially_issued",
        "rejected",
        "needs_information",
        "rerouted",
        "in_search",
    ];

    private static readonly string[] Statuses = ["in_transit", "held_for_pickup", "delivered", "returned"];

    private readonly Random random = new(seed);
    private readonly List<string> path = [];

    /// <summary>What happened, for whoever has to understand a failure.</summary>
    public string Path => $"{bureau} seed {seed}: {string.Join(" > ", path)}";

    /// <summary>Walks at random, then homeward.</summary>
    public Journey Run(int wildMoves, int homeMoves)
    {
        var journey = Journey.Begin(bureau, new Partners { Refuses = Refuse });
        for (var i = 0; i < wildMoves && !journey.IsOver; i++)
        {
            Check(journey);
            MoveWildly(journey);
        }

        journey.Partners.Refuses = _ => null;
        for (var i = 0; i < homeMoves && !journey.IsOver; i++)
        {
            Check(journey);
            MoveHomeward(journey);
        }

        return journey;
    }

    /// <summary>Whatever an order waits for, a deadline or a person ends the wait.</summary>
    private void Check(Journey journey)
    {
        Assert.True(journey.Incidents.Count == 0, $"{Path}: {string.Join(", ", journey.Incidents)}");
        Assert.True(journey.Deadlines + journey.Tasks.Count > 0, $"{Path}: nobody will ever move it.");
    }

    private void MoveWildly(Journey journey)
    {
        var tasks = journey.Tasks;
        // Before there is a letter, nobody can tell of it.
        var waits = journey
            .Waits.Where(w => !w.Key.StartsWith("no-letter", StringComparison.Ordinal))
            .ToList();
        var choice = random.Next(10);
        if (choice < 3 && tasks.Count > 0)
        {
            var task = Pick(tasks);
            path.Add(task);
            journey.Complete(task, Decision(task));
        }
        else if (choice < 9 && waits.Count > 0)
        {
            var (name, key) = Pick(waits);
            path.Add(name);
            journey.Send(name, key, Payload(name));
        }
        else if (choice == 9 && journey.Deadlines > 0)
        {
            path.Add(journey.PassToDeadline());
        }
    }

    private void MoveHomeward(Journey journey)
    {
        if (journey.Tasks is [var task, ..])
        {
            path.Add("home:" + task);
            journey.Complete(
                task,
                ("solution", "reject"),
                ("reason", "act_not_found"),
                ("claimResult", "refund"),
                ("approved", FeelValue.True),
                ("called", FeelValue.True),
                ("outcome", "rejected")
            );
        }
        else
        {
            path.Add("home:" + journey.PassToDeadline());
        }
    }

    private (string Name, FeelValue Value)[] Decision(string task) =>
        task switch
        {
            "answer-request" => Answer(),
            "settle-claim" => [("claimResult", Pick(["found", "reissue", "refund"]))],
            "approve-refund" => [("approved", FeelValue.From(random.Next(2) == 0))],
            "solve-refusal" =>
            [
                ("solution", Pick(["retry", "reroute", "reject"])),
                ("heldAt", "CHK-07"),
                ("reason", "act_not_found"),
            ],
            _ => [("called", FeelValue.True)],
        };

    private (string Name, FeelValue Value)[] Payload(string message) =>
        message switch
        {
            "registry-answer" => Answer(),
            "manifest-answered" => [("accepted", FeelValue.From(random.Next(3) > 0)), ("refusal", "weight")],
            "shipment-update" => [("status", Pick(Statuses)), ("claimAfter", "2027-03-01T09:00:00Z")],
            "payment-approved" => [("attemptId", "attempt-1")],
            _ => [],
        };

    private (string Name, FeelValue Value)[] Answer() =>
        [("outcome", Pick(Outcomes)), ("reason", "act_not_found"), ("heldAt", "CHK-09")];

    /// <summary>Every fifth time a step that can be refused is.</summary>
    private string? Refuse(string type) =>
        random.Next(5) > 0
            ? null
            : type switch
            {
                "request-extract" => "bureau_refused_request",
                "reroute-order" => "bureau_unknown",
                "take-payment" => "capture_refused",
                "refund-payment" => "refund_refused",
                "pack-order" => "no_item_numbers",
                _ => null,
            };

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
