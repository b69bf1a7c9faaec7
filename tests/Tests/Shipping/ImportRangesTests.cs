using System.Text;
using Hub.Audit;
using Hub.Shipping;
using Hub.Steps;
using Microsoft.EntityFrameworkCore;
using Tests.Exchange;

namespace Tests.Shipping;

/// <summary>Blocks of numbers the post hands over, while the hub runs.</summary>
public sealed class ImportRangesTests
{
    private const string Bureau = "CHK-02";
    private const string Header = "prefix;from;to;valid_from\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_block_is_added_and_the_same_file_again_changes_nothing()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var before = await CountAsync(bench);

        var first = await ImportAsync(bench, "RB;00000000;00000999;2026-01-01");
        var again = await ImportAsync(bench, "RB;00000000;00000999;2026-01-01");

        Assert.Equal((1, 1_000, 0), (first.Ranges, first.Numbers, first.Problems.Count));
        Assert.Equal((0, 0), (again.Ranges, again.Problems.Count));
        Assert.Equal(before + 1, await CountAsync(bench));
        var range = await bench.Store.ReadAsync(db => db.NumberRanges.SingleAsync(r => r.Prefix == "RB", Ct));
        Assert.Equal(("user:post.1", bench.Clock.GetUtcNow()), (range.ImportedBy, range.ImportedAt));
    }

    [Fact]
    public async Task Every_wrong_line_is_named_and_nothing_of_the_file_is_taken()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var before = await CountAsync(bench);

        var result = await ImportAsync(
            bench,
            "RB;00000000;00000999;2026-01-01",
            "RB;00000500;00001500;2026-01-01",
            "XX;1;2;2026-01-01",
            "RC;9;1;2026-01-01"
        );

        Assert.Equal((0, 0), (result.Ranges, result.Numbers));
        Assert.Equal(before, await CountAsync(bench));
        Assert.Equal(
            [(3, "range_overlaps"), (4, "range_prefix"), (5, "range_backwards")],
            result.Problems.Select(p => (p.Line, p.Code))
        );
    }

    [Fact]
    public async Task Of_a_file_that_cannot_be_read_nothing_is_taken()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var before = await CountAsync(bench);

        var result = await bench
            .Get<ImportRanges>()
            .RunAsync(Encoding.UTF8.GetBytes("prefix;from\nRB;1"), "user:post.1", Ct);

        Assert.Equal("header_wrong", Assert.Single(result.Problems).Code);
        Assert.Equal(before, await CountAsync(bench));
    }

    [Fact]
    public async Task A_file_that_is_handed_in_is_kept_with_what_came_of_it()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        string[] many =
        [
            "RB;1;2;2026-01-01",
            .. Enumerable.Range(0, ImportRanges.MaxTold + 7).Select(_ => "RB;9;1;2026-01-01"),
        ];

        var refused = await ReceiveAsync(bench, many);
        var taken = await ReceiveAsync(bench, "RB;1;2;2026-01-01");
        var again = await ReceiveAsync(bench, "RB;1;2;2026-01-01");

        Assert.Equal(ImportRanges.MaxTold + 7, refused.Problems.Count);
        Assert.Equal((1, 0), (taken.Ranges, again.Ranges));
        var payloads = await bench.Store.ReadAsync(db =>
            db.ReceivedPayloads.Where(p => p.Channel == ImportRanges.Channel).ToListAsync(Ct)
        );
        // All of one moment: their ids are in no order.
        RangeImport[] imports = [refused, taken, again];
        var kept = imports.Select(import => payloads.Single(p => p.Id == import.PayloadId)).ToList();
        Assert.Equal(
            [PayloadOutcome.Rejected, PayloadOutcome.Processed, PayloadOutcome.Duplicate],
            kept.Select(p => p.Outcome)
        );
        Assert.Equal((refused.PayloadId, "range_backwards"), (kept[0].Id, kept[0].Code));
        Assert.StartsWith("3: to: range_backwards", kept[0].Message, StringComparison.Ordinal);
        Assert.EndsWith("… 7 more", kept[0].Message, StringComparison.Ordinal);
        var told = await bench.Get<ImportRanges>().ProblemsOfAsync(kept[0].Id, Ct);
        Assert.Equal(refused.Problems, told);
    }

    [Fact]
    public async Task New_numbers_end_the_alarm_of_low_stock()
    {
        await using var bench = await ExchangeBench.OpenAsync(null, ("Shipping:LowStock", "500001"));
        await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        Assert.Equal(["item_numbers_low"], await bench.IncidentsAsync());

        await ImportAsync(bench, "RB;00000000;00000999;2026-01-01");

        var incident = await bench.Store.ReadAsync(db => db.Incidents.SingleAsync(Ct));
        Assert.Equal(("user:post.1", "range_imported"), (incident.ResolvedBy, incident.Resolution));
    }

    /// <summary>The postal union asks for 24 months (S10); here a number never comes back.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(23)]
    [InlineData(25)]
    public async Task No_number_comes_back_after_any_number_of_months(int months)
    {
        await using var bench = await ExchangeBench.OpenAsync(
            null,
            ("Shipping:RangeFile", await FileAsync("RB;00000000;00000001;2026-01-01"))
        );
        var used = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        var spoiled = (await bench.Get<VoidItem>().RunAsync(Bureau, used.Item, "spoiled", "user:clerk", Ct));
        bench.Clock.AdvanceTo(ExchangeBench.Monday.AddMonths(months));

        var same = await ImportAsync(bench, "RB;00000000;00000001;2026-01-01");
        var wider = await ImportAsync(bench, "RB;00000000;00000009;2026-01-01");
        var order = await bench.PaidOrderAsync(Bureau);
        var answer = await bench.StepAsync("pack-order", order);

        Assert.IsType<VoidItemResult.Voided>(spoiled);
        Assert.Equal(0, same.Ranges);
        Assert.Equal("range_overlaps", Assert.Single(wider.Problems).Code);
        Assert.Equal("no_item_numbers", Assert.IsType<StepAnswer.Error>(answer).Code);
    }

    private static async Task<string> FileAsync(string line)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("hub-ranges-").FullName, "ranges.csv");
        await File.WriteAllTextAsync(path, Header + line, Ct);
        return path;
    }

    [Fact]
    public async Task Numbers_the_post_does_not_take_yet_are_no_stock()
    {
        await using var bench = await ExchangeBench.OpenAsync(null, ("Shipping:LowStock", "600000"));
        await ImportAsync(bench, "RB;1;900000;2028-01-01");
        await bench.PackAsync(await bench.PaidOrderAsync("CHK-02"));

        await ImportAsync(bench, "RC;1;900000;2028-01-01");
        Assert.Equal(["item_numbers_low"], await OpenIncidentsAsync(bench));
        await ImportAsync(bench, "RD;1;900000;2026-01-01");
        Assert.Empty(await OpenIncidentsAsync(bench));
    }

    private static Task<List<string>> OpenIncidentsAsync(ExchangeBench bench) =>
        bench.Store.ReadAsync(db =>
            db.Incidents.Where(i => i.ResolvedAt == null).Select(i => i.Code).ToListAsync(Ct)
        );

    private static Task<RangeImport> ImportAsync(ExchangeBench bench, params string[] lines) =>
        bench
            .Get<ImportRanges>()
            .RunAsync(Encoding.UTF8.GetBytes(Header + string.Join('\n', lines)), "user:post.1", Ct);

    private static Task<RangeImport> ReceiveAsync(ExchangeBench bench, params string[] lines) =>
        bench
            .Get<ImportRanges>()
            .ReceiveAsync(
                "plages.csv",
                Encoding.UTF8.GetBytes(Header + string.Join('\n', lines)),
                "user:post.1",
                Ct
            );

    private static Task<int> CountAsync(ExchangeBench bench) =>
        bench.Store.ReadAsync(db => db.NumberRanges.CountAsync(Ct));
}
