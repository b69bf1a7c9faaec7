using System.Text;
using Adapters.Exchange;
using Adapters.Post;
using CsCheck;
using Simulators.Scenario;

namespace Tests.Post;

/// <summary>The simulated post reads our manifests with its own eyes; what passes here passes because both followed the protocol.</summary>
public sealed class PostSimulatorTests : IDisposable
{
    private readonly PostOffice office = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => office.Dispose();

    [Fact]
    public async Task A_manifest_is_accepted_as_a_file_and_then_letter_by_letter()
    {
        var name = await office.SendAsync(
            PostData.Manifest(1, PostData.Letter(1), PostData.Letter(2, PostData.InParis)),
            Ct
        );

        await office.PassAsync(TimeSpan.FromMinutes(30), Ct);
        var verdict = Assert.Single(await office.VerdictsAsync(Ct));
        Assert.Empty(await office.ItemsAsync(Ct));
        await office.PassAsync(TimeSpan.FromHours(2), Ct);
        var items = await office.ItemsAsync(Ct);

        Assert.True(verdict.Accepted);
        Assert.Equal(name, verdict.File);
        Assert.Equal(FileSeal.Of(await office.ReadAsync("archive", name, Ct), 2).Sha256, verdict.Sha256);
        Assert.Equal(["RR000000014MA", "RR000000028MA"], items.Select(i => i.Item));
        Assert.All(items, item => Assert.True(item.Accepted));
        Assert.Equal([1500L, 3000L], items.Select(i => i.PostageChargedCentimes!.Value));
    }

    [Fact]
    public async Task Letters_are_billed_days_later_and_one_bill_is_wrong()
    {
        await office.SendAsync(PostData.Manifest(1, PostData.Letter(1)), Ct);
        await office.PassAsync(TimeSpan.FromHours(1), Ct);
        await office.SendAsync(PostData.Manifest(2, PostData.Letter(2), PostData.Letter(3)), Ct);
        await office.PassAsync(TimeSpan.FromHours(1), Ct);
        Assert.Empty(await office.BilledAsync(Ct));

        await office.PassAsync(TimeSpan.FromDays(4), Ct);

        var billed = await office.BilledAsync(Ct);
        Assert.Equal(
            [(1, 1500L), (1, 2500L), (2, 1500L), (3, 1500L)],
            billed.OrderBy(b => b.Invoice).ThenBy(b => b.Line).Select(b => (b.Line, b.PostageCentimes))
        );
        Assert.Equal(3, billed.Select(b => b.Item).Distinct().Count());
        Assert.All(billed, b => Assert.Equal(new DateOnly(2026, 11, 23), b.PostedOn));
    }

    [Fact]
    public void Whatever_stands_in_names_and_addresses_the_post_reads_what_we_wrote() =>
        Gen.Select(
                Gen.String[Gen.Char["ab;\"'é,ڭـع\n "], 1, 40],
                Gen.String[Gen.Char["12;\"\r\nxyz,"], 1, 40],
                Gen.Bool
            )
            .Where((name, line, _) => name.Any(char.IsLetter) && line.Any(char.IsLetterOrDigit))
            .Sample(
                (name, line, abroad) =>
                {
                    using var other = new PostOffice();
                    var written = (abroad ? PostData.InParis : PostData.AtHome) with
                    {
                        // Abroad nothing of Arabic may be left.
                        Name = abroad ? "a" + string.Concat(name.Where(c => c < '\u0600')) : name,
                        Lines = [line],
                    };
                    var manifest = PostData.Manifest(1, PostData.Letter(1, written));
                    other.SendAsync(manifest, Ct).GetAwaiter().GetResult();
                    other.PassAsync(TimeSpan.FromHours(3), Ct).GetAwaiter().GetResult();

                    var items = other.ItemsAsync(Ct).GetAwaiter().GetResult();
                    return items is [{ Accepted: true }];
                },
                iter: 40,
                threads: 1
            );

    [Fact]
    public async Task One_changed_byte_is_found_by_the_trailer()
    {
        var manifest = PostData.Manifest(1, PostData.Letter(1));
        var done = ManifestFile.Compose(manifest);
        var text = Encoding.UTF8.GetString(done.Bytes);
        var changed = Encoding.UTF8.GetBytes(
            text.Replace("Casablanca", "Casablance", StringComparison.Ordinal)
        );

        await office.SendAsync(manifest, changed, done.Records, Ct);
        await office.PassAsync(TimeSpan.FromHours(3), Ct);

        var verdict = Assert.Single(await office.VerdictsAsync(Ct));
        Assert.Equal((false, "hash_wrong"), (verdict.Accepted, verdict.Code));
        Assert.Empty(await office.ItemsAsync(Ct));
        Assert.Empty(office.Noted("item"));
    }

    [Fact]
    public async Task A_manifest_cut_short_is_refused_as_a_whole()
    {
        var manifest = PostData.Manifest(1, PostData.Letter(1), PostData.Letter(2));
        var bytes = ManifestFile.Compose(manifest).Bytes;
        var lastLine = bytes.AsSpan().LastIndexOf("T;2;"u8);

        await office.SendAsync(manifest, bytes[..lastLine], 2, Ct);
        await office.PassAsync(TimeSpan.FromHours(3), Ct);

        Assert.Equal("records_wrong", Assert.Single(await office.VerdictsAsync(Ct)).Code);
    }

    [Fact]
    public async Task A_file_without_its_ok_is_left_alone()
    {
        var name = await office.SendAsync(PostData.Manifest(1, PostData.Letter(1)), Ct);
        var drop = (await office.Area.ListAsync("out", Ct)).Single(d => d.Name == name);
        await office.Area.PutAsync("out", "OTHER.csv", "x"u8.ToArray(), 0, Ct);
        await office.Area.MoveAsync(drop, "ack", Ct);
        await office.Area.MoveAsync(drop with { Folder = "ack" }, "out", Ct);

        Assert.Equal(1, await office.Post.ScanAsync(Ct));
        Assert.Equal(["OTHER.csv"], (await office.Area.ListAsync("out", Ct)).Select(d => d.Name));
    }

    [Fact]
    public async Task A_later_manifest_waits_for_the_one_before_it()
    {
        await office.SendAsync(PostData.Manifest(1, PostData.Letter(1)), Ct);
        await office.PassAsync(TimeSpan.FromMinutes(1), Ct);
        await office.SendAsync(PostData.Manifest(3, PostData.Letter(3)), Ct);

        Assert.Equal(0, await office.Post.ScanAsync(Ct));
        await office.SendAsync(PostData.Manifest(2, PostData.Letter(2)), Ct);

        Assert.Equal(2, await office.Post.ScanAsync(Ct));
    }

    [Fact]
    public async Task The_same_manifest_again_is_answered_again_and_takes_nothing_twice()
    {
        var manifest = PostData.Manifest(1, PostData.Letter(1));
        await office.SendAsync(manifest, Ct);
        await office.PassAsync(TimeSpan.FromHours(3), Ct);
        await office.SendAsync(manifest, Ct);
        await office.PassAsync(TimeSpan.FromHours(3), Ct);

        Assert.Equal([false, true], office.Noted("manifest").Select(n => n.Repeated));
        Assert.Single(office.Noted("manifest").Select(n => n.Key).Distinct());
        Assert.Single(office.Noted("item"));
        Assert.Equal(2, (await office.VerdictsAsync(Ct)).Count);
        Assert.Equal(2, (await office.ItemsAsync(Ct)).Count);
    }

    [Fact]
    public async Task A_name_used_again_for_other_content_is_refused_and_set_apart()
    {
        await office.SendAsync(PostData.Manifest(1, PostData.Letter(1)), Ct);
        await office.PassAsync(TimeSpan.FromHours(3), Ct);
        var name = await office.SendAsync(PostData.Manifest(1, PostData.Letter(2)), Ct);
        await office.PassAsync(TimeSpan.FromHours(3), Ct);

        Assert.Equal("name_reused", (await office.VerdictsAsync(Ct))[^1].Code);
        Assert.Single(office.Noted("item"));
        Assert.NotEmpty(await office.ReadAsync("quarantine", name, Ct));
    }

    [Fact]
    public async Task An_item_in_two_manifests_is_noted_as_a_second_effect()
    {
        await office.SendAsync(PostData.Manifest(1, PostData.Letter(1)), Ct);
        await office.SendAsync(PostData.Manifest(2, PostData.Letter(1), PostData.Letter(2)), Ct);
        await office.PassAsync(TimeSpan.FromHours(3), Ct);

        Assert.Equal(
            [("RR000000014MA", false), ("RR000000014MA", false), ("RR000000028MA", false)],
            office.Noted("item")
        );
        Assert.Equal("item_duplicate", (await office.ItemsAsync(Ct)).Single(i => !i.Accepted).Reason);
    }

    [Theory]
    [InlineData(PostTurn.Delivers, TrackingStatus.Delivered)]
    [InlineData(PostTurn.ReturnsToSender, TrackingStatus.Returned)]
    [InlineData(PostTurn.Loses, TrackingStatus.HandedOver)]
    public async Task Letters_go_the_way_that_is_planned_for_them_at_home_and_abroad(
        object turn,
        object status
    )
    {
        var letters = Enumerable
            .Range(1, 20)
            .Select(n => PostData.Letter(n, n % 2 == 0 ? PostData.InParis : PostData.AtHome))
            .ToList();
        letters.ForEach(letter => office.Plans.Bind(letter.ShipmentRef[..^3], Plan((PostTurn)turn)));

        await office.SendAsync(PostData.Manifest(1, letters), Ct);
        await office.PassAsync(TimeSpan.FromDays(40), Ct);

        foreach (var letter in letters)
        {
            Assert.Equal((TrackingStatus)status, (await office.SummaryAsync(letter.Item, Ct)).Status);
        }
    }

    [Fact]
    public async Task The_second_letter_of_an_order_arrives_whatever_befell_the_first()
    {
        var second = PostData.Letter(1) with { ShipmentRef = "CASA-2026-000001-S2" };
        office.Plans.Bind("CASA-2026-000001", Plan(PostTurn.Loses));

        await office.SendAsync(PostData.Manifest(1, second), Ct);
        await office.PassAsync(TimeSpan.FromDays(40), Ct);

        Assert.Equal(TrackingStatus.Delivered, (await office.SummaryAsync(second.Item, Ct)).Status);
    }

    [Fact]
    public async Task Events_come_late_twice_in_disorder_and_between_rubbish_yet_say_the_same()
    {
        using var calm = new PostOffice(o => o with { LateShare = 0, ToldTwiceShare = 0, IsNasty = false });
        using var wild = new PostOffice(o => o with { LateShare = 0.5, ToldTwiceShare = 0.5 });
        var letters = Enumerable.Range(1, 40).Select(n => PostData.Letter(n)).ToList();
        foreach (var post in (PostOffice[])[calm, wild])
        {
            await post.SendAsync(PostData.Manifest(1, letters), Ct);
            await post.PassAsync(TimeSpan.FromDays(30), Ct);
        }

        var told = await wild.EventsAsync(Ct);
        Assert.True(told.Count > told.Distinct().Count());
        Assert.NotEqual(told.Select(e => e.At).Order(), told.Select(e => e.At));
        Assert.Contains(wild.Noted("event"), noted => noted.Repeated);
        foreach (var letter in letters)
        {
            Assert.Equal(TrackingStatus.Delivered, (await calm.SummaryAsync(letter.Item, Ct)).Status);
            Assert.Equal(TrackingStatus.Delivered, (await wild.SummaryAsync(letter.Item, Ct)).Status);
        }
    }

    [Fact]
    public async Task One_report_carries_a_row_of_rubbish_and_is_read_for_its_good_rows()
    {
        await office.SendAsync(
            PostData.Manifest(1, [.. Enumerable.Range(1, 9).Select(n => PostData.Letter(n))]),
            Ct
        );
        await office.PassAsync(TimeSpan.FromDays(20), Ct);

        var second = (await office.NamesAsync(Ct)).Single(n => n is { Kind: FileKind.EVT, Sequence: 2 });
        var reading = PostFile.ReadEvents(
            await office.ReadAsync("in", second.ToString(), Ct),
            NodaTime.DateTimeZone.Utc
        );

        Assert.True(reading.IsReadable);
        Assert.Equal(reading.Records - 1, reading.Rows.Count);
        Assert.Equal(
            ["control_character", "event_code_wrong", "s10_length", "time_wrong"],
            reading.Problems.Select(p => p.Code).Order(StringComparer.Ordinal)
        );
        Assert.Single(reading.Problems.Select(p => p.Line).Distinct());
    }

    [Fact]
    public async Task One_report_is_dropped_a_second_time_under_the_same_name()
    {
        await office.SendAsync(
            PostData.Manifest(1, [.. Enumerable.Range(1, 9).Select(n => PostData.Letter(n))]),
            Ct
        );
        byte[]? first = null;
        var again = 0;
        for (var hour = 0; hour < 24 * 20; hour++)
        {
            await office.PassAsync(TimeSpan.FromHours(1), Ct);
            foreach (var drop in (await office.Area.ListAsync("in", Ct)).Where(d => IsThirdReport(d.Name)))
            {
                var bytes = (await office.Area.ReadAsync(drop, 1 << 20, Ct))!;
                again += first is not null && bytes.AsSpan().SequenceEqual(first) ? 1 : 0;
                first ??= bytes;
                await office.Area.MoveAsync(drop, "archive", Ct);
            }
        }

        Assert.Equal(1, again);
    }

    [Fact]
    public async Task Every_kind_of_file_is_numbered_without_a_gap_and_names_nobody()
    {
        for (var n = 1; n <= 5; n++)
        {
            await office.SendAsync(PostData.Manifest(n, PostData.Letter(n)), Ct);
            await office.PassAsync(TimeSpan.FromDays(1), Ct);
        }

        await office.PassAsync(TimeSpan.FromDays(20), Ct);
        var names = await office.NamesAsync(Ct);

        Assert.All(names, Assert.NotNull);
        foreach (var kind in names.GroupBy(n => (n.Kind, n.Bureau)))
        {
            Assert.Equal(Enumerable.Range(1, kind.Count()), kind.Select(n => n.Sequence).Order());
        }

        Assert.Equal(["CHK-01", "SHUBBAK"], names.Select(n => n.Bureau).Distinct().Order());
    }

    [Fact]
    public async Task Refused_at_the_scales_only_when_told()
    {
        using var strict = new PostOffice(o => o with { RefusedShare = 1 });
        await strict.SendAsync(PostData.Manifest(1, PostData.Letter(1)), Ct);
        await strict.PassAsync(TimeSpan.FromDays(20), Ct);

        var item = Assert.Single(await strict.ItemsAsync(Ct));
        Assert.Equal((false, "weight", 65), (item.Accepted, item.Reason, item.WeightFound));
        Assert.Empty(strict.Noted("item"));
        Assert.Empty(await strict.EventsAsync(Ct));
    }

    [Fact]
    public async Task A_post_that_was_restarted_knows_its_letters_and_tells_the_rest_of_their_way()
    {
        var letters = Enumerable.Range(1, 10).Select(n => PostData.Letter(n)).ToList();
        var manifest = PostData.Manifest(1, letters);
        await office.SendAsync(manifest, Ct);
        await office.PassAsync(TimeSpan.FromDays(2), Ct);
        office.Reopen();
        await office.SendAsync(manifest, Ct);
        await office.PassAsync(TimeSpan.FromDays(20), Ct);

        Assert.Equal(10, office.Noted("item").Count);
        Assert.Equal([false, true], office.Noted("manifest").Select(n => n.Repeated));
        foreach (var letter in letters)
        {
            Assert.Equal(TrackingStatus.Delivered, (await office.SummaryAsync(letter.Item, Ct)).Status);
        }

        foreach (var kind in (await office.NamesAsync(Ct)).GroupBy(n => n.Kind))
        {
            Assert.Equal(Enumerable.Range(1, kind.Count()), kind.Select(n => n.Sequence).Order());
        }
    }

    [Fact]
    public async Task The_same_seed_writes_the_same_files_to_the_byte()
    {
        using var twin = new PostOffice();
        foreach (var post in (PostOffice[])[office, twin])
        {
            await post.SendAsync(
                PostData.Manifest(1, PostData.Letter(1), PostData.Letter(2, PostData.InParis)),
                Ct
            );
            await post.PassAsync(TimeSpan.FromDays(20), Ct);
        }

        var names = await office.NamesAsync(Ct);
        Assert.Equal(names, await twin.NamesAsync(Ct));
        foreach (var name in names)
        {
            Assert.Equal(
                await office.ReadAsync("in", name.ToString(), Ct),
                await twin.ReadAsync("in", name.ToString(), Ct)
            );
        }
    }

    [Fact]
    public async Task A_watching_post_finds_manifests_by_itself()
    {
        office.Post.Watch(TimeSpan.FromMinutes(10));
        await office.PassAsync(TimeSpan.FromMinutes(1), Ct);
        await office.SendAsync(PostData.Manifest(1, PostData.Letter(1)), Ct);
        office.Clock.StepTo(PostOffice.Monday.AddMinutes(10));

        await office.Agenda.RunDueAsync(office.Clock.GetUtcNow(), TimeSpan.FromMinutes(1), Ct);

        Assert.Single(office.Noted("manifest"));
        Assert.NotNull(office.Agenda.NextDueAt);
    }

    private static bool IsThirdReport(string name) =>
        ExchangeFileName.Parse(name) is { Kind: FileKind.EVT, Sequence: 3 };

    private static OrderPlan Plan(PostTurn turn) =>
        new(0, "CHK-01", "rest", PaymentTurn.Approved, BureauTurn.Issues, turn);
}
