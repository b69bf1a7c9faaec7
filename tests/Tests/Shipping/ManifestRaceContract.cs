using Adapters.Post;
using Hub.Exchange;
using Hub.Shipping;
using Microsoft.EntityFrameworkCore;
using Tests.Exchange;
using Tests.Storage;

namespace Tests.Shipping;

/// <summary>Packing, closing and voiding at the same moment, on either store: every letter is in exactly one manifest (I6).</summary>
public abstract class ManifestRaceContract
{
    private const string Bureau = "CHK-02";
    private static readonly DateTimeOffset CutOff = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task However_packing_and_closing_meet_every_letter_is_in_exactly_one_manifest()
    {
        await using var bench = await ExchangeBench.OpenAsync(await CreateAsync());
        for (var round = 0; round < 5; round++)
        {
            var cutOff = CutOff.AddDays(round);
            await bench.AdvanceToAsync(cutOff.AddHours(-1));
            await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
            await bench.AdvanceToAsync(cutOff);
            var packing = Enumerable.Range(0, 6).Select(_ => PackAsync(bench));
            var closing = Enumerable.Range(0, 3).Select(_ => bench.Get<CloseManifests>().RunAsync(Ct));

            await Task.WhenAll([.. packing, .. closing]);
        }

        var (letters, manifests) = await ReadAsync(bench);
        Assert.Equal(5 * 7, letters.Count);
        Assert.Equal(letters.Count, letters.Select(l => l.Item).Distinct().Count());
        var lines = manifests.SelectMany(m => m.Lines).Where(l => l.State == LineState.Listed).ToList();
        Assert.Equal(letters.Select(l => l.Item).Order(), lines.Select(l => l.Item).Order());
        Assert.Equal(1, manifests.Count(m => m.State == ManifestState.Open));
        await EveryFileListsItsManifestAsync(bench, manifests);
    }

    [Fact]
    public async Task A_number_voided_while_it_is_given_out_is_on_no_letter()
    {
        await using var bench = await ExchangeBench.OpenAsync(await CreateAsync());
        for (var serial = 20_000_000; serial < 20_000_030; serial += 2)
        {
            var order = await bench.PaidOrderAsync(Bureau);
            var next = await NextAsync(bench) ?? S10Item.Of("RR", serial);

            var voiding = bench.Get<VoidItem>().RunAsync(Bureau, next.ToString(), "torn", "user:clerk", Ct);
            await Task.WhenAll(voiding, bench.PackAsync(order));
        }

        var (letters, _) = await ReadAsync(bench);
        var spoiled = await bench.Store.ReadAsync(db => db.VoidedItems.Select(v => v.Item).ToListAsync(Ct));
        Assert.NotEmpty(spoiled);
        Assert.Empty(letters.Select(l => l.Item).Intersect(spoiled));
    }

    [Fact]
    public async Task A_number_voided_while_its_manifest_closes_is_either_replaced_or_sent()
    {
        await using var bench = await ExchangeBench.OpenAsync(await CreateAsync());
        for (var round = 0; round < 5; round++)
        {
            await bench.AdvanceToAsync(CutOff.AddDays(round).AddHours(-1));
            var letter = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
            await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
            await bench.AdvanceToAsync(CutOff.AddDays(round));

            var voiding = bench.Get<VoidItem>().RunAsync(Bureau, letter.Item, "torn", "user:clerk", Ct);
            await Task.WhenAll(voiding, bench.Get<CloseManifests>().RunAsync(Ct));

            var now = await bench.Store.ReadAsync(db => db.Shipments.SingleAsync(s => s.Id == letter.Id, Ct));
            Assert.Equal(await voiding is VoidItemResult.Voided, now.Item != letter.Item);
        }

        var (letters, manifests) = await ReadAsync(bench);
        var lines = manifests.SelectMany(m => m.Lines).Where(l => l.State == LineState.Listed);
        Assert.Equal(letters.Select(l => l.Item).Order(), lines.Select(l => l.Item).Order());
        await EveryFileListsItsManifestAsync(bench, manifests);
    }

    [Fact]
    public async Task Bureaus_packing_at_once_never_get_the_same_number_and_each_has_its_own_block()
    {
        await using var bench = await ExchangeBench.OpenAsync(
            await CreateAsync(),
            null,
            ("Shipping:BlockSize", "4")
        );
        var bureaus = new[] { "CHK-02", "SEB-01", "CHK-01" };

        await Task.WhenAll(
            Enumerable.Range(0, 30).Select(async i => await PackAsync(bench, bureaus[i % bureaus.Length]))
        );

        var (letters, _) = await ReadAsync(bench);
        Assert.Equal(30, letters.Select(l => l.Item).Distinct().Count());
        Assert.All(letters, l => Assert.IsType<S10Reading.Valid>(S10Item.Parse(l.Item)));
        var blocks = await bench.Store.ReadAsync(db => db.NumberBlocks.ToListAsync(Ct));
        Assert.All(blocks, b => Assert.Equal(4, b.To - b.From + 1));
        Assert.Equal(9, blocks.Count);
        Assert.Equal(9, blocks.Select(b => b.From).Distinct().Count());
    }

    [Fact]
    public async Task Two_nodes_packing_voiding_and_closing_for_one_bureau_give_every_letter_its_own_number_and_one_manifest()
    {
        var database = await CreateAsync();
        await using var first = await ExchangeBench.OpenAsync(database, null, ("Shipping:BlockSize", "4"));
        await using var second = await ExchangeBench.OpenAsync(
            database.AsAnotherNode(),
            null,
            ("Shipping:BlockSize", "4")
        );
        var orders = new List<Hub.Orders.Order>();
        for (var i = 0; i < 24; i++)
        {
            orders.Add(await first.PaidOrderAsync(Bureau));
        }

        await Task.WhenAll(orders.Select((order, i) => (i % 2 == 0 ? first : second).PackAsync(order)));
        var spoiled = (await ReadAsync(first)).Letters[0];
        first.Clock.AdvanceTo(CutOff);
        second.Clock.AdvanceTo(CutOff);
        await Task.WhenAll(
            first.Get<CloseManifests>().RunAsync(Ct),
            second.Get<CloseManifests>().RunAsync(Ct),
            second.Get<VoidItem>().RunAsync(Bureau, spoiled.Item, "torn", "user:clerk", Ct)
        );

        var (letters, manifests) = await ReadAsync(first);
        Assert.Equal(24, letters.Select(l => l.Item).Distinct().Count());
        var lines = manifests.SelectMany(m => m.Lines).Where(l => l.State == LineState.Listed);
        Assert.Equal(letters.Select(l => l.Item).Order(), lines.Select(l => l.Item).Order());
        await EveryFileListsItsManifestAsync(first, manifests);
    }

    private static async Task PackAsync(ExchangeBench bench, string bureau = Bureau) =>
        await bench.PackAsync(await bench.PaidOrderAsync(bureau));

    private static async Task<(List<Shipment> Letters, List<ShippingManifest> Manifests)> ReadAsync(
        ExchangeBench bench
    ) =>
        await bench.Store.ReadAsync(async db =>
            (await db.Shipments.ToListAsync(Ct), await db.Manifests.Include(m => m.Lines).ToListAsync(Ct))
        );

    private static async Task EveryFileListsItsManifestAsync(
        ExchangeBench bench,
        List<ShippingManifest> manifests
    )
    {
        var files = await bench.Store.ReadAsync(db =>
            db.ExchangeFiles.Where(f => f.Direction == FileDirection.Out).ToDictionaryAsync(f => f.Name, Ct)
        );
        foreach (var manifest in manifests.Where(m => m.State == ManifestState.Closed))
        {
            var text = System.Text.Encoding.UTF8.GetString(files[manifest.FileName!].Content);
            var listed = manifest.Lines.Where(l => l.State == LineState.Listed).ToList();
            Assert.Equal(listed.Count, files[manifest.FileName!].Records);
            Assert.All(listed, l => Assert.Contains(l.Item, text, StringComparison.Ordinal));
        }

        Assert.Equal(Enumerable.Range(1, files.Count), files.Values.Select(f => f.Sequence).Order());
    }

    /// <summary>The number the bureau would put on its next letter; null before it has its first block.</summary>
    private static Task<S10Item?> NextAsync(ExchangeBench bench) =>
        bench.Store.ReadAsync(async db =>
            await db.NumberBlocks.FirstOrDefaultAsync(b => b.BureauCode == Bureau && b.Next <= b.To, Ct)
                is { } block
                ? S10Item.Of(block.Prefix, block.Next)
                : null
        );
}
