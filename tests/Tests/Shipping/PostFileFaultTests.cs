using System.Globalization;
using System.Text;
using Adapters.Exchange;
using Hub.Exchange;
using Hub.Shipping;
using Microsoft.EntityFrameworkCore;
using Tests.Exchange;

namespace Tests.Shipping;

/// <summary>Files of the post that count for nothing, and those that count although they say little.</summary>
public sealed class PostFileFaultTests
{
    private const string Bureau = "CHK-02";
    private const string Answer = "MRS_SHUBBAK_20261123_000001_P.csv";
    private const string Header = "item;status;reason;weight_found;postage_charged;office;at";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_answered_without_its_manifest_is_that_of_the_last_one_that_lists_it()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var letter = await ClosedAsync(bench);

        Leave(bench, Answer, Plain(letter), records: 1);
        await bench.PollAsync("post");

        var manifest = await bench.Store.ReadAsync(db => db.Manifests.Include(m => m.Lines).SingleAsync(Ct));
        Assert.Equal(LineState.Accepted, Assert.Single(manifest.Lines).State);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public async Task A_file_whose_rows_are_not_those_its_ok_counts_is_quarantined_and_answered(int records)
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var letter = await ClosedAsync(bench);

        Leave(bench, Answer, Plain(letter), records);
        await bench.PollAsync("post");
        await bench.SettleAsync();

        await AssertQuarantinedAsync(bench, "record_count_wrong");
        Assert.Equal(["ERR_SHUBBAK_20261123_000001_P.csv"], bench.Files("post", "ack"));
    }

    [Fact]
    public async Task An_answer_nobody_can_read_is_answered_like_every_other_file()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        await ClosedAsync(bench);

        var cut = Encoding.UTF8.GetBytes("record;file;sha256;status;code;message\r\nR;MAN_CHK");
        Leave(bench, "MAC_SHUBBAK_20261123_000001_P.csv", cut, records: 1);
        await bench.PollAsync("post");
        await bench.SettleAsync();

        await AssertQuarantinedAsync(bench, "trailer_missing");
        Assert.Equal(["ERR_SHUBBAK_20261123_000001_P.csv"], bench.Files("post", "ack"));
    }

    [Fact]
    public async Task A_manifest_nobody_closed_in_time_announces_the_next_bag_and_no_past_one()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        await bench.PackAsync(await bench.PaidOrderAsync(Bureau));

        await bench.AdvanceToAsync(ManifestTests.CutOff.AddHours(18));
        await bench.Get<CloseManifests>().RunAsync(Ct);

        var manifest = await bench.Store.ReadAsync(db => db.Manifests.SingleAsync(Ct));
        Assert.Equal(
            (ManifestState.Closed, new DateOnly(2026, 11, 24)),
            (manifest.State, manifest.DepositDate)
        );
    }

    [Fact]
    public async Task The_day_of_the_post_is_that_of_its_counters_not_of_UTC()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var deposits = bench.Get<DepositCalendar>();

        // Until 2026-09-20 Casablanca's day began an hour before UTC's.
        Assert.Equal(
            new DateOnly(2026, 7, 1),
            deposits.DayOf(DateTimeOffset.Parse("2026-06-30T23:30:00Z", CultureInfo.InvariantCulture))
        );
        Assert.Equal(
            new DateOnly(2027, 6, 30),
            deposits.DayOf(DateTimeOffset.Parse("2027-06-30T23:30:00Z", CultureInfo.InvariantCulture))
        );
    }

    private static async Task<Shipment> ClosedAsync(ExchangeBench bench)
    {
        var letter = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        await bench.AdvanceToAsync(ManifestTests.CutOff);
        await bench.Get<CloseManifests>().RunAsync(Ct);
        return letter;
    }

    private static byte[] Plain(Shipment letter) =>
        Encoding.UTF8.GetBytes($"{Header}\r\n{letter.Item};accepted;;22;36.00;20000;2026-11-23T16:00:00\r\n");

    private static void Leave(ExchangeBench bench, string name, byte[] content, int records)
    {
        bench.Drop("post", name, content);
        File.WriteAllBytes(
            Path.Combine(bench.Area("post", "in"), name + ".ok"),
            FileSeal.Of(content, records).ToBytes()
        );
    }

    private static async Task AssertQuarantinedAsync(ExchangeBench bench, string code)
    {
        var file = await bench.Store.ReadAsync(db =>
            db.ExchangeFiles.SingleAsync(f => f.Direction == FileDirection.In, Ct)
        );
        Assert.Equal((FileState.Quarantined, code), (file.State, Assert.Single(file.Problems).Code));
    }
}
