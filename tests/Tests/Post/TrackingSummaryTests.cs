using Adapters.Post;
using CsCheck;

namespace Tests.Post;

public sealed class TrackingSummaryTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static readonly (string Code, string? Reason, string? Action)[] Possible =
    [
        ("EMA", null, null),
        ("EMC", null, null),
        ("EMD", null, null),
        ("EME", "customs", null),
        ("EME", null, null),
        ("EMG", null, null),
        ("EMH", "addressee_not_available", "held_for_pickup"),
        ("EMH", "closed", "next_working_day"),
        ("EMH", "unclaimed", "return_to_sender"),
        ("EMH", null, null),
        ("EDH", null, null),
        ("EMI", null, null),
        ("RET", "unclaimed", null),
        ("1256", null, null),
    ];

    private static readonly string?[] Offices = ["CASA", "PARIS", null];

    private static readonly Gen<TrackingEvent> Event = Gen.Select(
        Gen.Int[0, Possible.Length - 1],
        Gen.Int[0, 5],
        Gen.Int[0, 2],
        (which, hour, office) => Told(Possible[which], hour, Offices[office])
    );

    private static readonly Gen<TrackingEvent[]> Events = Event.Array[0, 12];

    [Fact]
    public void Any_order_and_any_repetition_of_the_same_events_says_the_same() =>
        Gen.Select(Events, Gen.Int)
            .Sample(
                (events, seed) =>
                {
                    var random = new Random(seed);
                    var told = events.Concat(events.Where(_ => random.Next(2) == 0)).ToArray();
                    random.Shuffle(told);
                    return Of(events) == Of(told);
                },
                iter: 5_000
            );

    [Fact]
    public void A_further_event_never_takes_the_status_back() =>
        Gen.Select(Events, Event)
            .Sample((before, more) => Of([.. before, more]).Status >= Of(before).Status, iter: 5_000);

    [Fact]
    public void Since_is_the_first_moment_at_which_the_status_was_reached() =>
        Events.Sample(
            events =>
            {
                var summary = Of(events);
                return summary.Status == TrackingStatus.Announced
                    ? summary.Since is null
                    : summary.Since
                        == events
                            .Where(e => PostData.Vocabulary.MeaningOf(e) == summary.Status)
                            .Min(e => e.At);
            },
            iter: 2_000
        );

    [Theory]
    [InlineData("EMA", TrackingStatus.HandedOver)]
    [InlineData("EMB", TrackingStatus.InTransit)]
    [InlineData("EMC", TrackingStatus.InTransit)]
    [InlineData("EMD", TrackingStatus.InTransit)]
    [InlineData("EME", TrackingStatus.InTransit)]
    [InlineData("EMF", TrackingStatus.InTransit)]
    [InlineData("EMG", TrackingStatus.InTransit)]
    [InlineData("EMH", TrackingStatus.Attempted)]
    [InlineData("EMI", TrackingStatus.Delivered)]
    [InlineData("EMJ", TrackingStatus.InTransit)]
    [InlineData("EMK", TrackingStatus.InTransit)]
    [InlineData("EDA", TrackingStatus.InTransit)]
    [InlineData("EDB", TrackingStatus.InTransit)]
    [InlineData("EDC", TrackingStatus.InTransit)]
    [InlineData("EDH", TrackingStatus.HeldForPickup)]
    [InlineData("RET", TrackingStatus.Returned)]
    public void Every_code_of_the_post_has_its_meaning(string code, TrackingStatus status)
    {
        Assert.True(PostData.Vocabulary.Knows(code));
        Assert.Equal(status, Of([Told((code, null, null), 0)]).Status);
    }

    [Theory]
    [InlineData("held_for_pickup", TrackingStatus.HeldForPickup)]
    [InlineData("next_working_day", TrackingStatus.Attempted)]
    [InlineData("forwarded", TrackingStatus.Attempted)]
    [InlineData("return_to_sender", TrackingStatus.Returning)]
    [InlineData("never_heard_of", TrackingStatus.Attempted)]
    [InlineData(null, TrackingStatus.Attempted)]
    public void A_failed_attempt_says_by_its_action_what_comes_next(string? action, TrackingStatus status) =>
        Assert.Equal(status, Of([Told(("EMH", "unclaimed", action), 0)]).Status);

    [Fact]
    public void The_action_of_any_other_event_means_nothing() =>
        Assert.Equal(TrackingStatus.InTransit, Of([Told(("EMG", null, "return_to_sender"), 0)]).Status);

    [Fact]
    public void A_return_ends_even_what_was_called_delivered() =>
        Assert.Equal(
            TrackingStatus.Returned,
            Of([Told(("RET", null, null), 1), Told(("EMI", null, null), 5)]).Status
        );

    [Fact]
    public void Delivery_to_the_sender_of_a_letter_sent_back_is_no_delivery() =>
        Assert.Equal(
            TrackingStatus.Returning,
            Of([Told(("EMH", "refused", "return_to_sender"), 1), Told(("EMI", null, null), 5)]).Status
        );

    [Fact]
    public void A_code_we_do_not_know_is_kept_and_changes_nothing()
    {
        var unknown = Told(("1256", null, null), 3);

        var summary = Of([Told(("EMA", null, null), 1), unknown]);

        Assert.Equal(TrackingStatus.HandedOver, summary.Status);
        Assert.Equal(unknown, summary.Latest);
        Assert.Equal("1256", PostData.Vocabulary.Describe(unknown, "fr"));
    }

    [Fact]
    public void Customs_stop_the_clock_only_when_they_say_why()
    {
        Assert.True(Of([Told(("EME", "customs", null), 1)]).ClockPaused);
        Assert.False(Of([Told(("EME", null, null), 1)]).ClockPaused);
    }

    [Fact]
    public void The_clock_runs_again_when_customs_let_go() =>
        Assert.False(Of([Told(("EDC", null, null), 2), Told(("EME", "customs", null), 1)]).ClockPaused);

    [Theory]
    [InlineData("ar", "تعذر التسليم – المرسل إليه غائب – محفوظة بالمكتب وأُشعر المرسل إليه")]
    [InlineData(
        "fr",
        "Tentative de remise infructueuse – destinataire absent – mise en instance, destinataire avisé"
    )]
    [InlineData(
        "en",
        "Delivery attempted without success – addressee not available – held, addressee advised to pick it up"
    )]
    public void An_event_is_told_in_words(string language, string words) =>
        Assert.Equal(
            words,
            PostData.Vocabulary.Describe(
                Told(("EMH", "addressee_not_available", "held_for_pickup"), 0),
                language
            )
        );

    [Fact]
    public void An_event_in_a_log_names_nobody() =>
        Assert.DoesNotContain(
            "Alaoui",
            (Told(("EMI", null, null), 0) with { Signatory = "M. Alaoui" }).ToString(),
            StringComparison.Ordinal
        );

    private static TrackingSummary Of(TrackingEvent[] events) =>
        TrackingSummary.Of(events, PostData.Vocabulary);

    private static TrackingEvent Told(
        (string Code, string? Reason, string? Action) what,
        int hour,
        string? office = "CASA"
    ) =>
        new(
            "RR473124829MA",
            what.Code,
            Morning.AddHours(hour),
            office,
            "MA",
            what.Reason,
            what.Action,
            Signatory: null
        );
}
