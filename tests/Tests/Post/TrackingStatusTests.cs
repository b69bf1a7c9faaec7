using Adapters.Post;
using CsCheck;

namespace Tests.Post;

public sealed class TrackingStatusTests
{
    private static readonly (string Code, string? Action)[] Possible =
    [
        ("EMA", null),
        ("EMC", null),
        ("EMD", null),
        ("EMG", null),
        ("EMH", "held"),
        ("EMH", "next_working_day"),
        ("EMH", "returned_to_sender"),
        ("EDH", null),
        ("EMI", null),
    ];

    private static readonly Gen<(string Code, string? Action)[]> Events = Gen.Int[0, Possible.Length - 1]
        .Select(i => Possible[i])
        .Array[0, 12];

    [Fact]
    public void Order_and_repetition_of_events_never_change_the_status() =>
        Gen.Select(Events, Gen.Int)
            .Sample(
                (events, seed) =>
                {
                    var shuffled = events.Concat(events).ToArray();
                    new Random(seed).Shuffle(shuffled);
                    return TrackingCodes.StatusOf(events, false) == TrackingCodes.StatusOf(shuffled, false);
                },
                iter: 2_000
            );

    [Fact]
    public void A_further_event_never_takes_the_status_back() =>
        Gen.Select(Events, Events)
            .Sample(
                (before, more) =>
                    TrackingCodes.StatusOf(before.Concat(more), false)
                    >= TrackingCodes.StatusOf(before, false),
                iter: 2_000
            );

    [Fact]
    public void A_return_ends_even_what_was_called_delivered() =>
        Assert.Equal(TrackingStatus.Returned, TrackingCodes.StatusOf([("EMI", null)], returned: true));

    [Fact]
    public void An_unsuccessful_attempt_with_the_item_held_waits_for_pickup() =>
        Assert.Equal(
            TrackingStatus.HeldForPickup,
            TrackingCodes.StatusOf([("EMA", null), ("EMH", "held")], false)
        );
}
