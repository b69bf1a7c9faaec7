using Hub.Exchange;
using Hub.Shipping;
using Microsoft.EntityFrameworkCore;
using Tests.Exchange;

namespace Tests.Shipping;

/// <summary>What the post bills, against what we announced.</summary>
public sealed class BillingTests
{
    private const string Bureau = "CHK-02";
    private const string Header = "record;invoice;line;item;service;weight_found;posted_on;postage_charged";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_that_asks_what_was_announced_is_kept_and_troubles_nobody()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var letter = await AcceptedAsync(bench);

        await BillAsync(bench, 1, $"R;F1;1;{letter.Item};REC_NAT;22;2026-11-23;36.00");

        var line = Assert.Single(await LinesAsync(bench));
        Assert.Equal((3_600, 3_600, null), (line.BilledCentimes, line.AnnouncedCentimes, line.Difference));
        Assert.Equal(letter.Id, line.ShipmentId);
        Assert.Empty(await bench.IncidentsAsync());
    }

    [Fact]
    public async Task Every_difference_is_kept_by_its_kind_and_one_person_is_told_of_the_file()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var letter = await AcceptedAsync(bench);
        var packed = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));

        await BillAsync(
            bench,
            1,
            $"R;F1;1;{letter.Item};;;;40.00",
            $"R;F1;2;{letter.Item};;;;36.00",
            "R;F1;3;RR473124829MA;;;;36.00",
            $"R;F1;4;{packed.Item};;;;36.00"
        );

        Assert.Equal(
            [
                BillingDifference.PostageDiffers,
                BillingDifference.BilledBefore,
                BillingDifference.ItemUnknown,
                BillingDifference.ItemNotAccepted,
            ],
            (await LinesAsync(bench)).Select(l => l.Difference!.Value)
        );
        Assert.Equal(["billing_differs"], await bench.IncidentsAsync());
    }

    [Fact]
    public async Task A_letter_billed_in_a_later_invoice_again_is_found()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var letter = await AcceptedAsync(bench);

        await BillAsync(bench, 1, $"R;F1;1;{letter.Item};;;;36.00");
        await BillAsync(bench, 2, $"R;F2;1;{letter.Item};;;;36.00");

        Assert.Equal(
            [null, BillingDifference.BilledBefore],
            (await LinesAsync(bench)).Select(l => l.Difference)
        );
    }

    [Fact]
    public async Task The_same_line_again_changes_nothing_and_another_under_its_number_is_refused()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var letter = await AcceptedAsync(bench);
        var row = $"R;F1;1;{letter.Item};;;;36.00";

        await BillAsync(bench, 1, row);
        await BillAsync(bench, 2, row, row);
        await BillAsync(bench, 3, $"R;F1;1;{letter.Item};;;;99.00");

        Assert.Equal(3_600, Assert.Single(await LinesAsync(bench)).BilledCentimes);
        var files = await bench.Store.ReadAsync(db =>
            db.ExchangeFiles.Where(f => f.Direction == FileDirection.In && f.Name.StartsWith("INV"))
                .OrderBy(f => f.Name)
                .ToListAsync(Ct)
        );
        Assert.Equal(
            [
                [],
                [],
                ["billing_line_conflicts"],
            ],
            files.Select(f => f.Problems.Select(p => p.Code).ToArray())
        );
    }

    [Fact]
    public async Task A_difference_is_settled_once_by_a_person()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        await BillAsync(bench, 1, "R;F1;1;RR473124829MA;;;;36.00");
        var line = Assert.Single(await LinesAsync(bench));
        var settle = bench.Get<SettleBilling>();

        Assert.True(await settle.RunAsync(line.Id, BillingSettlement.Contested, "user:monitor.1", Ct));
        Assert.False(await settle.RunAsync(line.Id, BillingSettlement.Paid, "user:admin.1", Ct));

        line = Assert.Single(await LinesAsync(bench));
        Assert.Equal(
            (BillingSettlement.Contested, "user:monitor.1"),
            (line.Settlement!.Value, line.SettledBy)
        );
    }

    [Fact]
    public async Task A_bill_that_is_cut_short_is_not_believed_at_all()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var rows = ManifestTests.Rows(Header, "R;F1;1;RR473124829MA;;;;36.00");
        bench.Drop("post", "INV_SHUBBAK_20261123_000001_P.csv", rows[..^6]);

        await bench.PollAsync("post");

        Assert.Empty(await LinesAsync(bench));
        Assert.Contains("file_unreadable", await bench.IncidentsAsync());
    }

    /// <summary>A letter the post has accepted.</summary>
    internal static async Task<Shipment> AcceptedAsync(ExchangeBench bench)
    {
        var letter = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddHours(6));
        await bench.Get<CloseManifests>().RunAsync(Ct);
        await bench.SettleAsync();
        bench.Drop(
            "post",
            "MRS_SHUBBAK_20261123_000001_P.csv",
            ManifestTests.Rows(
                "record;file;item;status;reason;weight_found;postage_charged;office;at",
                $"R;MAN_{Bureau}_20261123_000001_P.csv;{letter.Item};accepted;;22;36.00;20000;2026-11-23T16:00:00"
            )
        );
        await bench.PollAsync("post");
        return letter;
    }

    private static async Task BillAsync(ExchangeBench bench, int number, params string[] rows)
    {
        bench.Drop("post", $"INV_SHUBBAK_20261123_{number:000000}_P.csv", ManifestTests.Rows(Header, rows));
        await bench.PollAsync("post");
    }

    private static Task<List<BillingLine>> LinesAsync(ExchangeBench bench) =>
        bench.Store.ReadAsync(db =>
            db.BillingLines.OrderBy(l => l.Invoice).ThenBy(l => l.Line).ToListAsync(Ct)
        );
}
