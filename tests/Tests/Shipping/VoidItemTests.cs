using Hub.Shipping;
using Microsoft.EntityFrameworkCore;
using Tests.Exchange;

namespace Tests.Shipping;

public sealed class VoidItemTests
{
    private const string Bureau = "CHK-02";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_label_spoiled_before_use_is_passed_over()
    {
        await using var bench = await ExchangeBench.OpenAsync();

        var result = await VoidAsync(bench, "RR 2000 0000 6 MA");
        var letter = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));

        Assert.Equal(new VoidItemResult.Voided(null), result);
        Assert.Equal("RR200000010MA", letter.Item);
    }

    [Fact]
    public async Task A_packed_letter_whose_label_is_spoiled_gets_another_number_in_the_same_manifest()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var letter = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));

        var result = await VoidAsync(bench, letter.Item);

        Assert.Equal(new VoidItemResult.Voided("RR200000010MA"), result);
        var manifest = await bench.Store.ReadAsync(db => db.Manifests.Include(m => m.Lines).SingleAsync(Ct));
        Assert.Equal(
            [("RR200000006MA", LineState.Voided), ("RR200000010MA", LineState.Listed)],
            manifest.Lines.OrderBy(l => l.Item).Select(l => (l.Item, l.State))
        );
    }

    [Fact]
    public async Task A_number_that_left_the_bureau_is_not_voided()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var letter = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddHours(6));
        await bench.Get<CloseManifests>().RunAsync(Ct);

        Assert.Equal(
            "item_sent",
            Assert.IsType<VoidItemResult.Refused>(await VoidAsync(bench, letter.Item)).Code
        );
    }

    [Fact]
    public async Task A_number_on_another_bureaus_labels_is_theirs_to_void()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        await bench.PackAsync(await bench.PaidOrderAsync("CHK-03"));

        Assert.Equal(
            "item_of_other_bureau",
            Assert.IsType<VoidItemResult.Refused>(await VoidAsync(bench, "RR200000010MA")).Code
        );
    }

    [Fact]
    public async Task A_misread_number_is_refused()
    {
        await using var bench = await ExchangeBench.OpenAsync();

        Assert.Equal(
            "s10_check_digit",
            Assert.IsType<VoidItemResult.Refused>(await VoidAsync(bench, "RR200000007MA")).Code
        );
    }

    [Fact]
    public async Task An_emptied_manifest_is_not_sent_and_serves_the_next_deposit()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var first = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        await bench.Store.WriteAsync(
            async session =>
                (await session.Db.ManifestLines.SingleAsync(l => l.Item == first.Item, Ct)).State =
                    LineState.Voided,
            Ct
        );
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddHours(7));

        await bench.Get<CloseManifests>().RunAsync(Ct);
        await bench.PackAsync(await bench.PaidOrderAsync(Bureau));

        var manifest = await bench.Store.ReadAsync(db => db.Manifests.SingleAsync(Ct));
        Assert.Equal(ManifestState.Open, manifest.State);
        Assert.Equal(new DateOnly(2026, 11, 24), manifest.DepositDate);
    }

    [Fact]
    public async Task When_numbers_run_low_a_person_is_told_once()
    {
        await using var bench = await ExchangeBench.OpenAsync(
            null,
            ("Shipping:LowStock", "499995"),
            ("Shipping:BlockSize", "3")
        );
        for (var i = 0; i < 10; i++)
        {
            await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        }

        Assert.Equal(["item_numbers_low"], await bench.IncidentsAsync());
    }

    private static Task<VoidItemResult> VoidAsync(ExchangeBench bench, string item) =>
        bench.Get<VoidItem>().RunAsync(Bureau, item, "torn", "user:clerk", Ct);
}
