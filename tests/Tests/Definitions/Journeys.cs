using Workflows.Feel;

namespace Tests.Definitions;

/// <summary>The turns that many journeys take.</summary>
internal static class Journeys
{
    /// <summary>The citizen pays.</summary>
    public static Journey Pay(this Journey journey)
    {
        Assert.True(journey.Send("payment-approved", "order-1", ("attemptId", "attempt-1")));
        return journey;
    }

    /// <summary>The bureau answers the newest request, by whatever channel it has.</summary>
    public static Journey AnswerRequest(
        this Journey journey,
        string outcome,
        params ReadOnlySpan<(string Name, FeelValue Value)> variables
    )
    {
        Assert.True(
            journey.Send(
                "registry-answer",
                journey.Partners.Request,
                [("outcome", outcome), ("reason", FeelValue.Null), ("heldAt", FeelValue.Null), .. variables]
            )
        );
        return journey;
    }

    /// <summary>The post takes the newest letter.</summary>
    public static Journey Accept(this Journey journey)
    {
        Assert.True(
            journey.Send(
                "manifest-answered",
                journey.Partners.Letter,
                ("accepted", FeelValue.True),
                ("refusal", FeelValue.Null)
            )
        );
        return journey;
    }

    /// <summary>The post tells of the newest letter; the next silence ends two weeks later.</summary>
    public static bool Tell(this Journey journey, string status, string? letter = null) =>
        journey.Send(
            "shipment-update",
            letter ?? journey.Partners.Letter,
            ("status", status),
            (
                "claimAfter",
                FeelValue.From(
                    NodaTime.Text.InstantPattern.General.Format(journey.Now + NodaTime.Duration.FromDays(14))
                )
            )
        );

    /// <summary>The journey ended as it should: nothing is left open and nothing went wrong.</summary>
    public static void AssertOver(this Journey journey, params string[] lastSteps)
    {
        Assert.Empty(journey.Incidents);
        Assert.True(
            journey.IsOver,
            "It still waits: " + string.Join(", ", [.. journey.Tasks, .. journey.Waits.Select(w => w.Name)])
        );
        Assert.Equal(lastSteps, journey.Ran.TakeLast(lastSteps.Length));
    }
}
