using System.Text;
using Adapters.Post;
using CsCheck;

namespace Tests.Post;

public sealed class NumberRangeFileTests
{
    private static readonly ItemNumberRange Known = new("RR", 20000000, 20499999, new DateOnly(2026, 1, 1));

    [Fact]
    public void The_ranges_of_a_file_are_read()
    {
        var reading = Read("RR;20000000;20499999;2026-01-01", "RB;00000001;00000010;2026-12-01");

        Assert.Empty(reading.Problems);
        Assert.Equal([Known, new ItemNumberRange("RB", 1, 10, new DateOnly(2026, 12, 1))], reading.Ranges);
    }

    [Theory]
    [InlineData("LX;00000001;00000010;2026-01-01", "range_prefix")]
    [InlineData("rr;00000001;00000010;2026-01-01", "range_prefix")]
    [InlineData("RR;000000010;00000020;2026-01-01", "range_serial")]
    [InlineData("RR;-1;00000020;2026-01-01", "range_serial")]
    [InlineData("RR;00000020;00000010;2026-01-01", "range_backwards")]
    [InlineData("RR;00000001;00000010;01/01/2026", "date_wrong")]
    [InlineData("RR;00000001;00000010", "date_wrong")]
    public void A_wrong_line_is_named_and_the_others_are_taken(string line, string code)
    {
        var reading = Read(line, "RR;20000000;20499999;2026-01-01");

        Assert.Equal([Known], reading.Ranges);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((2, code), (problem.Line, problem.Code));
    }

    [Fact]
    public void Numbers_assigned_twice_are_refused_within_a_file_and_against_what_is_known()
    {
        var within = Read("RR;00000001;00000010;2026-01-01", "RR;00000010;00000019;2026-01-01");
        var against = NumberRangeFile.Read(Bytes("RR;20499999;20500000;2026-01-01"), [Known]);

        Assert.Equal((3, "range_overlaps"), (within.Problems[0].Line, within.Problems[0].Code));
        Assert.Single(within.Ranges);
        Assert.Equal("range_overlaps", Assert.Single(against.Problems).Code);
        Assert.Empty(against.Ranges);
    }

    [Fact]
    public void The_same_file_read_again_brings_nothing_new_and_no_problem()
    {
        var again = NumberRangeFile.Read(Bytes("RR;20000000;20499999;2026-01-01"), [Known]);

        Assert.Empty(again.Problems);
        Assert.Empty(again.Ranges);
    }

    [Theory]
    [InlineData("first;last\r\n1;2\r\n", "header_wrong")]
    [InlineData("", "header_wrong")]
    [InlineData("prefix;from;to;valid_from\r\n\"RR;1;2;2026-01-01\r\n", "csv_malformed")]
    public void What_is_no_range_file_is_not_read_at_all(string text, string code)
    {
        var reading = NumberRangeFile.Read(Encoding.UTF8.GetBytes(text), []);

        Assert.False(reading.IsReadable);
        Assert.Equal(code, Assert.Single(reading.Problems).Code);
    }

    [Fact]
    public void Numbers_are_given_out_from_the_first_to_the_last_and_never_again() =>
        Gen.Select(Gen.Int[0, 500], Gen.Int[0, 40])
            .Sample(
                (from, length) =>
                {
                    var range = new ItemNumberRange("RR", from, from + length, new DateOnly(2026, 1, 1));
                    var given = new List<S10Item>();
                    int? last = null;
                    while (range.Next(last) is { } item)
                    {
                        Assert.True(range.Covers(item));
                        given.Add(item);
                        last = item.Serial;
                        Assert.Equal(range.Count - given.Count, range.Remaining(last));
                    }

                    return given.Distinct().Count() == range.Count && range.Remaining(null) == range.Count;
                },
                iter: 200
            );

    [Fact]
    public void A_range_covers_its_own_indicator_only_and_from_its_own_day()
    {
        Assert.False(Known.Covers(S10Item.Of("RB", 20000000)));
        Assert.False(Known.Covers(S10Item.Of("RR", 20500000)));
        Assert.False(Known.IsValidOn(new DateOnly(2025, 12, 31)));
        Assert.True(Known.IsValidOn(new DateOnly(2026, 1, 1)));
    }

    private static NumberRangeReading Read(params string[] lines) => NumberRangeFile.Read(Bytes(lines), []);

    private static byte[] Bytes(params string[] lines) =>
        Encoding.UTF8.GetBytes("prefix;from;to;valid_from\r\n" + string.Join("\r\n", lines) + "\r\n");
}
