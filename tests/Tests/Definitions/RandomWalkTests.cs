namespace Tests.Definitions;

/// <summary>No order ever gets stuck, whatever happens to it.</summary>
public sealed class RandomWalkTests
{
    private const int Seeds = 60;

    [Theory]
    [MemberData(nameof(BureauJourneyTests.Bureaus), MemberType = typeof(BureauJourneyTests))]
    public void Whatever_happens_to_an_order_it_waits_for_a_deadline_or_a_person_and_can_be_ended(
        string bureau
    )
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var walk = new RandomWalk(bureau, seed);

            var journey = walk.Run(wildMoves: 60, homeMoves: 40);

            Assert.True(journey.IsOver, walk.Path);
            Assert.True(journey.Incidents.Count == 0, walk.Path);
        }
    }
}
