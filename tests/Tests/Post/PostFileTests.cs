using System.Text;
using Adapters.Post;
using NodaTime;

namespace Tests.Post;

public sealed class PostFileTests
{
    private const string Hash = "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9";
    private static readonly DateTimeZone Casablanca = DateTimeZoneProviders.Tzdb[PostOptions.Casablanca];

    [Fact]
    public void A_verdict_names_the_manifest_and_the_bytes_it_is_about()
    {
        var reading = PostFile.ReadVerdicts(
            File(
                "record;file;sha256;status;code;message",
                $"R;MAN_CHK-01_20261123_000001_P.csv;{Hash.ToUpperInvariant()};accepted;;",
                $"R;MAN_CHK-02_20261123_000009_P.csv;{Hash};refused;hash_wrong;Trailer differs",
                "T;2;;;;"
            )
        );

        Assert.Empty(reading.Problems);
        Assert.Equal(
            [
                new ManifestVerdict("MAN_CHK-01_20261123_000001_P.csv", Hash, true, null, null),
                new ManifestVerdict(
                    "MAN_CHK-02_20261123_000009_P.csv",
                    Hash,
                    false,
                    "hash_wrong",
                    "Trailer differs"
                ),
            ],
            reading.Rows
        );
    }

    [Theory]
    [InlineData("R;MAN_CHK-01_20261123_000001_P.csv;" + Hash + ";perhaps;;", "status_unknown")]
    [InlineData("R;MAN_CHK-01_20261123_000001_P.csv;" + Hash + ";refused;;", "field_missing")]
    [InlineData("R;MAN_CHK-01_20261123_000001_P.csv;12ab;accepted;;", "hash_wrong")]
    [InlineData("R;MAN_CHK-01_20261123_000001_P.csv;" + Hash + ";accepted;;;", "too_many_fields")]
    [InlineData("R;../../etc/passwd;" + Hash + ";accepted;;", "manifest_name_wrong")]
    [InlineData("R;REQ_CHK-01_20261123_000001_P.csv;" + Hash + ";accepted;;", "manifest_name_wrong")]
    public void A_wrong_verdict_is_refused_by_its_line_and_its_reason(string row, string code)
    {
        var reading = PostFile.ReadVerdicts(File("record;file;sha256;status;code;message", row, "T;1;;;;"));

        Assert.True(reading.IsReadable);
        Assert.Empty(reading.Rows);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((2, code), (problem.Line, problem.Code));
    }

    [Fact]
    public void Rows_of_a_file_without_records_are_read_and_the_manifest_may_be_left_out()
    {
        var reading = PostFile.ReadItems(
            File(
                "item;status;reason;weight_found;postage_charged;office;at",
                "RR473124829MA;accepted;;22;36.00;20000;2026-11-23T16:00:00"
            )
        );

        Assert.True(reading.IsReadable && reading.IsPlain);
        Assert.Empty(reading.Problems);
        var verdict = Assert.Single(reading.Rows);
        Assert.Equal((null, "RR473124829MA", true), (verdict.File, verdict.Item, verdict.Accepted));
        Assert.Equal(1, reading.Records);
    }

    [Fact]
    public void The_answer_to_a_letter_carries_what_the_scales_and_the_till_said()
    {
        var reading = PostFile.ReadItems(
            File(
                "record;file;item;status;reason;weight_found;postage_charged;office;at",
                "R;MAN_CHK-01_20261123_000001_P.csv;RR473124829MA;accepted;;27;23.20;20100;2026-11-23T17:05:00",
                "R;MAN_CHK-01_20261123_000001_P.csv;rr 000000080 ma;refused;weight;2040;;20100;2026-11-23T17:05:09Z",
                "T;2;;;;;;;"
            )
        );

        Assert.Empty(reading.Problems);
        Assert.Equal(
            new ItemVerdict(
                "MAN_CHK-01_20261123_000001_P.csv",
                "RR473124829MA",
                true,
                null,
                27,
                2320,
                "20100",
                Utc(2026, 11, 23, 17, 5, 0)
            ),
            reading.Rows[0]
        );
        Assert.Equal(
            ("RR000000080MA", "weight", null),
            (reading.Rows[1].Item, reading.Rows[1].Reason, reading.Rows[1].PostageChargedCentimes)
        );
    }

    [Theory]
    [InlineData("RR473124828MA;accepted;;27;23.20", "s10_check_digit")]
    [InlineData("RR473124829MA;refused;;27;23.20", "field_missing")]
    [InlineData("RR473124829MA;accepted;;a lot;23.20", "number_wrong")]
    [InlineData("RR473124829MA;accepted;;27;23,20", "amount_wrong")]
    [InlineData("RR473124829MA;accepted;;27;23.205", "amount_wrong")]
    [InlineData("RR473124829MA;accepted;;27;-1.00", "amount_wrong")]
    public void A_wrong_answer_to_a_letter_is_refused_with_its_reason(string fields, string code)
    {
        var reading = PostFile.ReadItems(
            File(
                "record;file;item;status;reason;weight_found;postage_charged;office;at",
                $"R;MAN_CHK-01_20261123_000001_P.csv;{fields};20100;",
                "T;1;;;;;;;"
            )
        );

        Assert.Empty(reading.Rows);
        Assert.Equal(code, Assert.Single(reading.Problems).Code);
    }

    [Fact]
    public void Events_are_read_by_the_wall_clock_of_the_country_they_happened_in()
    {
        var reading = PostFile.ReadEvents(
            File(
                "record;item;event_code;event_time;office;country;reason;action;signatory",
                "R;RR473124829MA;EMA;2026-11-23T16:30:00;20100;MA;;;",
                "R;RR473124829MA;EMD;2026-11-25 09:10:00;FRCDG;FR;;;",
                "R;RR473124829MA;emh;2026-11-26T11:00;FR75;fr;Addressee_Not_Available;HELD_FOR_PICKUP;",
                "R;RR473124829MA;EMI;2026-11-27T12:00:00-05:00;;;;;J. Doe",
                "T;4;;;;;;;"
            ),
            Casablanca
        );

        Assert.Empty(reading.Problems);
        Assert.Equal(
            [
                Utc(2026, 11, 23, 16, 30, 0),
                Utc(2026, 11, 25, 8, 10, 0),
                Utc(2026, 11, 26, 10, 0, 0),
                Utc(2026, 11, 27, 17, 0, 0),
            ],
            reading.Rows.Select(e => e.At)
        );
        Assert.Equal(
            ("EMH", "FR", "addressee_not_available", "held_for_pickup"),
            (reading.Rows[2].Code, reading.Rows[2].Country, reading.Rows[2].Reason, reading.Rows[2].Action)
        );
        Assert.Equal("J. Doe", reading.Rows[3].Signatory);
        Assert.All(reading.Rows, e => Assert.Equal(TimeDoubt.None, e.Doubt));
    }

    [Fact]
    public void A_wrong_event_does_not_hold_up_the_others()
    {
        var reading = PostFile.ReadEvents(
            File(
                "record;item;event_code;event_time;office;country;reason;action;signatory",
                "R;RR473124829MA;EMA;2026-11-23T16:30:00;20100;MA;;;",
                "R;RR473124828MA;EMI;2026-11-24T25:00:00;20100;MA;;;",
                "R;RR473124829MA;EMI;2026-11-24T10:00:00;20100;MA;;;",
                "T;3;;;;;;;"
            ),
            Casablanca
        );

        Assert.Equal(["EMA", "EMI"], reading.Rows.Select(e => e.Code));
        Assert.Equal(
            [(3, "event_time", "time_wrong"), (3, "item", "s10_check_digit")],
            reading
                .Problems.Select(p => (p.Line, p.Column!, p.Code))
                .OrderBy(p => p.Item2, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_returned_letter_becomes_one_of_its_events()
    {
        var reading = PostFile.ReadReturns(
            File(
                "reason;office;returned_at;item;record",
                "unclaimed;20100;2026-12-10T09:00:00;RR473124829MA;R",
                ";;;1;T"
            ),
            Casablanca
        );

        var returned = Assert.Single(reading.Rows).ToEvent();
        Assert.Equal(
            ("RET", "20100", "unclaimed", Utc(2026, 12, 10, 9, 0, 0)),
            (returned.Code, returned.Office, returned.Reason, returned.At)
        );
    }

    [Theory]
    [InlineData("", "empty_file")]
    [InlineData("record;item\r\nR;RR473124829MA\r\nT;1\r\n", "header_wrong")]
    [InlineData("record;item;returned_at;office;reason\r\nR;RR473124829MA;;;\r\n", "trailer_missing")]
    [InlineData("record;item;returned_at;office;reason\r\nR;RR473124829MA;;;\r\nT;2;;;\r\n", "trailer_count")]
    public void A_file_that_is_not_whole_is_not_read_at_all(string text, string code)
    {
        var reading = PostFile.ReadReturns(Encoding.UTF8.GetBytes(text), Casablanca);

        Assert.False(reading.IsReadable);
        Assert.Empty(reading.Rows);
        Assert.Equal(code, Assert.Single(reading.Problems).Code);
    }

    [Theory]
    [InlineData("F1;1;RR473124829MA;REC_NAT;22;2026-11-23;15.00", null)]
    [InlineData("F1;1;RR473124829MA;;;;15.00", null)]
    [InlineData(";1;RR473124829MA;;;;15.00", "field_missing")]
    [InlineData("F1;0;RR473124829MA;;;;15.00", "number_wrong")]
    [InlineData("F1;1;RR473124828MA;;;;15.00", "s10_check_digit")]
    [InlineData("F1;1;RR473124829MA;;;;", "field_missing")]
    [InlineData("F1;1;RR473124829MA;;;;15,00", "amount_wrong")]
    [InlineData("F1;1;RR473124829MA;;;23/11/2026;15.00", "date_wrong")]
    [InlineData("F1;1;RR473124829MA;;heavy;;15.00", "number_wrong")]
    public void A_billing_line_is_read_or_refused_with_its_reason(string fields, string? code)
    {
        var reading = PostFile.ReadBilling(
            File(
                "record;invoice;line;item;service;weight_found;posted_on;postage_charged",
                "R;" + fields,
                "T;1;;;;;;"
            )
        );

        Assert.Equal(code, reading.Problems is [var problem, ..] ? problem.Code : null);
        Assert.Equal(code is null ? 1 : 0, reading.Rows.Count);
    }

    [Fact]
    public void The_examples_of_the_partners_document_are_read_without_a_problem()
    {
        var page = System.IO.File.ReadAllText(
            Path.Combine(Architecture.Repository.Root, "docs", "partners", "post-files.md")
        );

        Assert.Equal(2, Example(page, "MAC", bytes => PostFile.ReadVerdicts(bytes)));
        Assert.Equal(2, Example(page, "MRS", bytes => PostFile.ReadItems(bytes)));
        Assert.Equal(4, Example(page, "EVT", bytes => PostFile.ReadEvents(bytes, Casablanca)));
        Assert.Equal(2, Example(page, "INV", bytes => PostFile.ReadBilling(bytes)));
        Assert.Equal(1, Example(page, "RET", bytes => PostFile.ReadReturns(bytes, Casablanca)));
    }

    private static int Example<T>(string page, string kind, Func<byte[], PostReading<T>> read)
    {
        var from = page.IndexOf(
            "```",
            page.IndexOf($"## `{kind}`", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        var begin = page.IndexOf('\n', from) + 1;
        var example = page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
        var reading = read(Encoding.UTF8.GetBytes(example));
        Assert.Empty(reading.Problems);
        return reading.Rows.Count;
    }

    private static byte[] File(params string[] lines) =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n");

    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute, int second) =>
        new(year, month, day, hour, minute, second, TimeSpan.Zero);
}
