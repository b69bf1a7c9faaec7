using System.Text;
using Hub.Exchange;
using Hub.Orders;
using Hub.Shipping;
using Hub.Steps;
using Microsoft.EntityFrameworkCore;
using Tests.Exchange;
using Workflows.Feel;

namespace Tests.Shipping;

/// <summary>Letters, the manifests they are handed over with, and the post's answers to those.</summary>
public sealed class ManifestTests
{
    private const string Bureau = "CHK-02";
    private const string FirstFile = "MAN_CHK-02_20261123_000001_P.csv";

    // Casablanca has been on GMT since September 2026: local time is UTC.
    internal static readonly DateTimeOffset CutOff = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_packed_letter_has_a_number_and_a_line_in_the_bureaus_open_manifest()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var order = await bench.PaidOrderAsync(Bureau);

        var letter = await bench.PackAsync(order);

        Assert.Equal("CASA-2026-000001-S1", letter.Ref);
        Assert.Equal("RR200000006MA", letter.Item);
        Assert.Equal(OrderState.Packed, (await bench.OrderAsync(order)).State);
        var manifest = Assert.Single(await ManifestsAsync(bench));
        Assert.Equal((ManifestState.Open, CutOff), (manifest.State, manifest.ClosesAt));
        Assert.Equal(letter.Item, Assert.Single(manifest.Lines).Item);
    }

    [Fact]
    public async Task A_manifest_closes_at_the_cut_off_and_not_before()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var letter = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));

        await CloseAtAsync(bench, CutOff.AddSeconds(-1));
        Assert.Empty(bench.Files("post", "out"));
        await CloseAtAsync(bench, CutOff);

        Assert.Equal([FirstFile], bench.Files("post", "out"));
        var text = Encoding.UTF8.GetString(bench.Read("post", "out", FirstFile));
        Assert.Contains(letter.Item, text, StringComparison.Ordinal);
        Assert.Contains(letter.Ref, text, StringComparison.Ordinal);
        Assert.DoesNotContain("1980", text, StringComparison.Ordinal);
        Assert.DoesNotContain("3265", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_packed_after_the_cut_off_goes_into_the_next_manifest_however_late_the_first_is_closed()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var early = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        await bench.AdvanceToAsync(CutOff);

        var late = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        await CloseAtAsync(bench, CutOff.AddMinutes(5));

        var manifests = await ManifestsAsync(bench);
        var closed = manifests.Single(m => m.State == ManifestState.Closed);
        var open = manifests.Single(m => m.State == ManifestState.Open);
        Assert.Equal(early.Item, Assert.Single(closed.Lines).Item);
        Assert.Equal(late.Item, Assert.Single(open.Lines).Item);
        Assert.Equal(CutOff.AddDays(1), open.ClosesAt);
    }

    [Fact]
    public async Task Numbers_of_manifests_are_contiguous_and_no_day_without_letters_has_one()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        foreach (var day in (int[])[0, 1, 3])
        {
            await bench.AdvanceToAsync(ExchangeBench.Monday.AddDays(day));
            await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
            await CloseAtAsync(bench, CutOff.AddDays(day));
        }

        Assert.Equal(
            [
                "MAN_CHK-02_20261123_000001_P.csv",
                "MAN_CHK-02_20261124_000002_P.csv",
                "MAN_CHK-02_20261126_000003_P.csv",
            ],
            bench.Files("post", "out")
        );
    }

    [Fact]
    public async Task A_manifest_the_post_takes_is_answered_letter_by_letter()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var first = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        var second = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        await CloseAtAsync(bench, CutOff);

        await AnswerAsync(bench, accepted: true);
        Items(
            bench,
            1,
            $"R;{FirstFile};{first.Item};accepted;;22;36.00;20000;2026-11-23T16:00:00",
            $"R;{FirstFile};{second.Item};refused;address_incomplete;;;20000;2026-11-23T16:00:00"
        );
        await bench.PollAsync("post");
        await bench.SettleAsync();

        var manifest = Assert.Single(await ManifestsAsync(bench));
        Assert.Equal(ManifestState.Accepted, manifest.State);
        Assert.Equal(LineState.Refused, manifest.Lines.Single(l => l.Item == second.Item).State);
        var messages = (await bench.MessagesAsync("manifest-answered")).ToDictionary(
            m => m.Key,
            m => m.Payload
        );
        Assert.Contains("\"accepted\":true", messages[first.Ref], StringComparison.Ordinal);
        Assert.Contains("address_incomplete", messages[second.Ref], StringComparison.Ordinal);
        // MAC is itself an answer; MRS is answered.
        Assert.Equal(["ACK_SHUBBAK_20261123_000001_P.csv"], bench.Files("post", "ack"));
        var sent = await bench.Store.ReadAsync(db =>
            db.ExchangeFiles.SingleAsync(f => f.Name == FirstFile, Ct)
        );
        Assert.Equal(FileState.Acknowledged, sent.State);
        Assert.Null(sent.NextResendAt);
    }

    [Fact]
    public async Task The_letters_of_a_refused_manifest_go_into_the_next_one_with_their_numbers()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var letter = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        await CloseAtAsync(bench, CutOff);

        await AnswerAsync(bench, accepted: false);
        await CloseAtAsync(bench, CutOff.AddDays(1));

        Assert.Equal(["manifest_refused"], await bench.IncidentsAsync());
        Assert.Equal([FirstFile, "MAN_CHK-02_20261124_000002_P.csv"], bench.Files("post", "out"));
        Assert.Contains(
            letter.Item,
            Encoding.UTF8.GetString(bench.Read("post", "out", "MAN_CHK-02_20261124_000002_P.csv")),
            StringComparison.Ordinal
        );
        Assert.Empty(await bench.MessagesAsync("manifest-answered"));
    }

    [Fact]
    public async Task Answers_that_are_not_about_what_we_sent_are_refused_by_line()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var letter = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        await CloseAtAsync(bench, CutOff);
        bench.Drop(
            "post",
            "MAC_SHUBBAK_20261123_000001_P.csv",
            Rows(
                "record;file;sha256;status;code;message",
                $"R;{FirstFile};{new string('a', 64)};accepted;;",
                $"R;MAN_CHK-02_20261123_000009_P.csv;{new string('a', 64)};accepted;;"
            )
        );
        Items(
            bench,
            1,
            $"R;{FirstFile};{letter.Item};accepted;;22;36.00;20000;2026-11-23T16:00:00",
            $"R;{FirstFile};{letter.Item};refused;weight;22;;20000;2026-11-23T16:00:00",
            $"R;{FirstFile};RR473124829MA;accepted;;22;36.00;20000;2026-11-23T16:00:00"
        );

        await bench.PollAsync("post");

        var problems = (
            await bench.Store.ReadAsync(db =>
                db.ExchangeFiles.Where(f => f.Direction == FileDirection.In)
                    .OrderBy(f => f.Name)
                    .ToListAsync(Ct)
            )
        ).ConvertAll(f => f.Problems.Select(p => (p.Line, p.Code)).ToArray());
        Assert.Equal([(2, "manifest_hash_differs"), (3, "manifest_unknown")], problems[0]);
        Assert.Equal([(3, "verdict_conflicts"), (4, "item_unknown")], problems[1]);
        Assert.Single(await bench.MessagesAsync("manifest-answered"));
        Assert.Equal(ManifestState.Closed, Assert.Single(await ManifestsAsync(bench)).State);
    }

    [Fact]
    public async Task A_bureaus_own_number_is_used_when_it_is_one_and_free()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var own = await bench.PackAsync(
            await bench.PaidOrderAsync(Bureau),
            ("registeredItem", FeelValue.From("rr 473124829 ma"))
        );
        var taken = await bench.PackAsync(
            await bench.PaidOrderAsync(Bureau),
            ("registeredItem", FeelValue.From("RR473124829MA"))
        );
        var wrong = await bench.PackAsync(
            await bench.PaidOrderAsync(Bureau),
            ("registeredItem", FeelValue.From("RR473124820MA"))
        );

        Assert.Equal("RR473124829MA", own.Item);
        Assert.Equal(["RR200000006MA", "RR200000010MA"], [taken.Item, wrong.Item]);
        Assert.Equal(2, (await bench.IncidentsAsync()).Count(code => code == PackOrder.OwnNumberTakenCode));
    }

    [Fact]
    public async Task A_second_letter_of_an_order_is_another_shipment_with_another_number()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var order = await bench.PaidOrderAsync(Bureau);
        var first = await bench.PackAsync(order, ("registeredItem", FeelValue.From("RR473124829MA")));

        var second = await bench.PackAsync(order, ("registeredItem", FeelValue.From("RR473124829MA")));

        Assert.Equal("CASA-2026-000001-S2", second.Ref);
        Assert.NotEqual(first.Item, second.Item);
    }

    [Fact]
    public async Task An_address_the_post_cannot_deliver_to_is_refused_before_anything_is_packed()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var order = await bench.PaidOrderAsync(Bureau, country: "XX");

        var answer = await bench.StepAsync("pack-order", order);

        Assert.Equal("address_country_unknown", Assert.IsType<StepAnswer.Error>(answer).Code);
        Assert.Empty(await ManifestsAsync(bench));
    }

    [Theory]
    [InlineData("MA", "2026-12-04T09:00:00")]
    [InlineData("FR", "2026-12-23T09:00:00")]
    public async Task Handing_over_starts_the_clock_of_the_claim(string country, string claimAfter)
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var order = await bench.PaidOrderAsync(Bureau, country: country);
        var letter = await bench.PackAsync(order);

        var answer = await bench.StepAsync(
            "record-handover",
            order,
            ("shipmentRef", FeelValue.From(letter.Ref))
        );

        var variables = Assert.IsType<StepAnswer.Done>(answer).Variables;
        Assert.StartsWith(
            claimAfter,
            variables["claimAfter"].AsDateTime().ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(OrderState.HandedToPost, (await bench.OrderAsync(order)).State);
    }

    private static async Task CloseAtAsync(ExchangeBench bench, DateTimeOffset at)
    {
        await bench.AdvanceToAsync(at);
        await bench.Get<CloseManifests>().RunAsync(Ct);
        await bench.SettleAsync();
    }

    private static async Task AnswerAsync(ExchangeBench bench, bool accepted)
    {
        var sent = await bench.Store.ReadAsync(db =>
            db.ExchangeFiles.SingleAsync(f => f.Name == FirstFile, Ct)
        );
        bench.Drop(
            "post",
            "MAC_SHUBBAK_20261123_000001_P.csv",
            Rows(
                "record;file;sha256;status;code;message",
                accepted
                    ? $"R;{FirstFile};{sent.Sha256};accepted;;"
                    : $"R;{FirstFile};{sent.Sha256};refused;hash_wrong;?"
            )
        );
        await bench.PollAsync("post");
    }

    private static void Items(ExchangeBench bench, int number, params string[] rows) =>
        bench.Drop(
            "post",
            $"MRS_SHUBBAK_20261123_{number:000000}_P.csv",
            Rows("record;file;item;status;reason;weight_found;postage_charged;office;at", rows)
        );

    internal static byte[] Rows(string header, params string[] rows) =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", [header, .. rows, $"T;{rows.Length}", ""]));

    private static Task<List<ShippingManifest>> ManifestsAsync(ExchangeBench bench) =>
        bench.Store.ReadAsync(db => db.Manifests.Include(m => m.Lines).ToListAsync(Ct));
}
