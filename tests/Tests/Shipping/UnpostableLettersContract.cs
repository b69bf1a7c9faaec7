using System.Text;
using Hub.Operations.Invariants;
using Hub.Operations.Ledgers;
using Hub.Orders;
using Hub.Shipping;
using Microsoft.EntityFrameworkCore;
using Tests.Exchange;
using Tests.Storage;

namespace Tests.Shipping;

/// <summary>One letter that the post would refuse waits alone; the others of its bureau go. On either store.</summary>
public abstract class UnpostableLettersContract
{
    private const string Bureau = "CHK-02";
    private const string FirstFile = "MAN_CHK-02_20261123_000001_P.csv";
    private const string SecondFile = "MAN_CHK-02_20261124_000002_P.csv";
    private static readonly DateTimeOffset CutOff = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);
    private static readonly Recipient Mended = new(
        "Fatima El Alaoui",
        ["12 Hauptstrasse"],
        "10115",
        "Berlin",
        "DE"
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task The_others_go_and_it_waits_in_the_next_manifest_with_its_faults_named()
    {
        await using var bench = await ExchangeBench.OpenAsync(await CreateAsync());
        var good = await PackAsync(bench, "MA");
        var bad = await SpoilAsync(bench, await PackAsync(bench, "DE"));

        await CloseAtAsync(bench, CutOff);

        var sent = Encoding.UTF8.GetString(bench.Read("post", "out", FirstFile));
        Assert.Contains(good.Item, sent, StringComparison.Ordinal);
        Assert.DoesNotContain(bad.Item, sent, StringComparison.Ordinal);
        var open = Assert.Single(await ManifestsAsync(bench), m => m.State == ManifestState.Open);
        Assert.Equal(CutOff.AddDays(1), open.ClosesAt);
        Assert.Equal((bad.Item, LineState.Listed), open.Lines.Select(l => (l.Item, l.State)).Single());
        var incident = Assert.Single(await bench.Store.ReadAsync(db => db.Incidents.ToListAsync(Ct)));
        Assert.Equal(
            ("letter_not_postable", bad.OrderId, Bureau),
            (incident.Code, incident.OrderId, incident.Partner)
        );
        Assert.Contains("name: address_not_latin", incident.Message, StringComparison.Ordinal);
        Assert.Contains("locality: address_missing", incident.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("فاطمة", incident.Message, StringComparison.Ordinal);
        Assert.Empty(await FaultsAsync(bench));
    }

    [Fact]
    public async Task Corrected_it_goes_with_the_next_manifest_and_nobody_is_asked_any_longer()
    {
        await using var bench = await ExchangeBench.OpenAsync(await CreateAsync());
        await PackAsync(bench, "MA");
        var bad = await SpoilAsync(bench, await PackAsync(bench, "DE"));
        await CloseAtAsync(bench, CutOff);

        var result = await CorrectAsync(bench, bad, Mended);
        await CloseAtAsync(bench, CutOff.AddDays(1));

        Assert.IsType<CorrectAddressResult.Corrected>(result);
        var sent = Encoding.UTF8.GetString(bench.Read("post", "out", SecondFile));
        Assert.Contains($"{bad.Item};{bad.Ref};REC_INT", sent, StringComparison.Ordinal);
        Assert.Contains("12 Hauptstrasse", sent, StringComparison.Ordinal);
        var order = await bench.Store.ReadAsync(db => db.Orders.SingleAsync(o => o.Id == bad.OrderId, Ct));
        Assert.Equal("Berlin", order.Recipient.Locality);
        var incident = Assert.Single(await bench.Store.ReadAsync(db => db.Incidents.ToListAsync(Ct)));
        Assert.Equal(("user:clerk.1", "address_corrected"), (incident.ResolvedBy, incident.Resolution));
        Assert.Empty(await FaultsAsync(bench));
    }

    [Fact]
    public async Task Not_corrected_it_waits_on_and_asks_once()
    {
        await using var bench = await ExchangeBench.OpenAsync(await CreateAsync());
        var bad = await SpoilAsync(bench, await PackAsync(bench, "DE"));
        for (var day = 0; day < 3; day++)
        {
            await CloseAtAsync(bench, CutOff.AddDays(day));
        }

        var late = await PackAsync(bench, "MA");
        await CloseAtAsync(bench, CutOff.AddDays(3));

        Assert.Equal(["MAN_CHK-02_20261126_000001_P.csv"], bench.Files("post", "out"));
        var manifests = await ManifestsAsync(bench);
        Assert.Equal(
            late.Item,
            Assert.Single(manifests.Single(m => m.State == ManifestState.Closed).Lines).Item
        );
        Assert.Equal(
            bad.Item,
            Assert.Single(manifests.Single(m => m.State == ManifestState.Open).Lines).Item
        );
        Assert.Equal(["letter_not_postable"], await bench.IncidentsAsync());
        Assert.Empty(await FaultsAsync(bench));
    }

    [Fact]
    public async Task A_letter_packed_after_the_cut_off_joins_the_one_that_waits()
    {
        await using var bench = await ExchangeBench.OpenAsync(await CreateAsync());
        var good = await PackAsync(bench, "MA");
        var bad = await SpoilAsync(bench, await PackAsync(bench, "DE"));
        await bench.AdvanceToAsync(CutOff);

        var late = await PackAsync(bench, "MA");

        var manifests = await ManifestsAsync(bench);
        Assert.Equal(
            good.Item,
            Assert.Single(manifests.Single(m => m.State == ManifestState.Closed).Lines).Item
        );
        Assert.Equal(
            new[] { bad.Item, late.Item }.Order(),
            manifests.Single(m => m.State == ManifestState.Open).Lines.Select(l => l.Item).Order()
        );
    }

    [Fact]
    public async Task A_number_that_is_none_waits_too_until_it_is_voided()
    {
        await using var bench = await ExchangeBench.OpenAsync(await CreateAsync());
        var letter = await PackAsync(bench, "MA");
        await bench.Store.WriteAsync(
            async session =>
            {
                var stored = await session.Db.Shipments.SingleAsync(s => s.Id == letter.Id, Ct);
                stored.Item = "RR000000000MA";
            },
            Ct
        );

        await CloseAtAsync(bench, CutOff);

        var incident = Assert.Single(await bench.Store.ReadAsync(db => db.Incidents.ToListAsync(Ct)));
        Assert.Contains("item: s10_check_digit", incident.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Files("post", "out"));
    }

    [Fact]
    public async Task Only_a_letter_that_waits_is_corrected_by_its_bureau_and_only_to_what_the_post_takes()
    {
        await using var bench = await ExchangeBench.OpenAsync(await CreateAsync());
        var good = await PackAsync(bench, "DE");
        var bad = await SpoilAsync(bench, await PackAsync(bench, "DE"));

        var untouched = await CorrectAsync(bench, good, Mended);
        var arabic = await CorrectAsync(bench, bad, Mended with { Locality = "برلين" });
        var home = await CorrectAsync(bench, bad, Mended with { Country = "MA" });
        var foreign = await bench
            .Get<CorrectAddress>()
            .RunAsync("CHK-03", bad.Ref, Mended, "user:clerk.2", Ct);

        Assert.Equal(new CorrectAddressResult.Refused("letter_not_waiting", null), untouched);
        Assert.Equal(new CorrectAddressResult.Refused("address_not_latin", "locality"), arabic);
        Assert.Equal(new CorrectAddressResult.Refused("address_other_tariff", "country"), home);
        Assert.Equal(new CorrectAddressResult.Refused("letter_not_waiting", null), foreign);
    }

    [Fact]
    public async Task However_correcting_and_closing_meet_the_letter_is_in_one_manifest()
    {
        await using var bench = await ExchangeBench.OpenAsync(await CreateAsync());
        for (var round = 0; round < 5; round++)
        {
            var cutOff = CutOff.AddDays(round);
            await bench.AdvanceToAsync(cutOff.AddHours(-1));
            await PackAsync(bench, "MA");
            var bad = await SpoilAsync(bench, await PackAsync(bench, "DE"));
            await bench.AdvanceToAsync(cutOff);

            await Task.WhenAll(
                CorrectAsync(bench, bad, Mended),
                bench.Get<CloseManifests>().RunAsync(Ct),
                PackAsync(bench, "MA"),
                bench.Get<CloseManifests>().RunAsync(Ct)
            );
        }

        Assert.Empty(await FaultsAsync(bench));
    }

    [Fact]
    public async Task Its_label_is_not_printed_and_the_others_are()
    {
        await using var bench = await ExchangeBench.OpenAsync(await CreateAsync());
        var good = await PackAsync(bench, "MA");
        var bad = await SpoilAsync(bench, await PackAsync(bench, "DE"));

        var labels = await bench.Get<PrintLabels>().RunAsync([good.Id, bad.Id], "a4", "user:clerk.1", Ct);

        Assert.Equal(good.Item, Assert.Single(labels).Item);
    }

    private static async Task<Shipment> PackAsync(ExchangeBench bench, string country) =>
        await bench.PackAsync(await bench.PaidOrderAsync(Bureau, country: country));

    /// <summary>The letter's address becomes one of a time when the rules were others.</summary>
    private static Task<Shipment> SpoilAsync(ExchangeBench bench, Shipment letter) =>
        bench.Store.WriteAsync(
            async session =>
            {
                var stored = await session.Db.Shipments.SingleAsync(s => s.Id == letter.Id, Ct);
                stored.Address = stored.Address with { Name = "فاطمة", Locality = "" };
                return stored;
            },
            Ct
        );

    private static Task<CorrectAddressResult> CorrectAsync(
        ExchangeBench bench,
        Shipment letter,
        Recipient address
    ) => bench.Get<CorrectAddress>().RunAsync(Bureau, letter.Ref, address, "user:clerk.1", Ct);

    private static async Task CloseAtAsync(ExchangeBench bench, DateTimeOffset at)
    {
        await bench.AdvanceToAsync(at);
        await bench.Get<CloseManifests>().RunAsync(Ct);
        await bench.SettleAsync();
    }

    private static Task<List<ShippingManifest>> ManifestsAsync(ExchangeBench bench) =>
        bench.Store.ReadAsync(db => db.Manifests.Include(m => m.Lines).ToListAsync(Ct));

    /// <summary>What the invariants of letters and files and the ledgers say, and every file against its manifest.</summary>
    private static async Task<List<string>> FaultsAsync(ExchangeBench bench)
    {
        var results = await bench.Store.ReadAsync(db =>
            InvariantChecks.RunAsync(db, null, null, bench.Clock.GetUtcNow(), Ct)
        );
        var letters = results
            .Where(r => r.Invariant.Id is "I6")
            .SelectMany(r => Assert.IsType<Verdict.Counted>(r.Verdict).Violations);
        var ledgers = await new BalanceLedgers(bench.Store).ReadAsync(Ct);
        var manifests = await ManifestsAsync(bench);
        var files = await bench.Store.ReadAsync(db => db.ExchangeFiles.ToListAsync(Ct));
        return
        [
            .. letters,
            .. ledgers
                .Where(o => o.Fault is "in_no_manifest" or "in_several_manifests")
                .Select(o => o.Fault!),
            .. from manifest in manifests
            where manifest.FileName is not null
            let text = Encoding.UTF8.GetString(files.Single(f => f.Name == manifest.FileName).Content)
            from line in manifest.Lines
            where line.State != LineState.Voided && !text.Contains(line.Item, StringComparison.Ordinal)
            select $"{line.Item} is not in {manifest.FileName}",
        ];
    }
}
