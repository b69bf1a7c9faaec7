namespace Tests.Feel;

public sealed class RangeTests
{
    [Theory]
    [InlineData("range(\"[1..)\")", "[1..null)")]
    [InlineData("range(\"(..2]\")", "(null..2]")]
    [InlineData("range(\"]..2[\")", "(null..2)")]
    [InlineData("range(\"[..2]\")", "null")]
    [InlineData("range(\"[1..]\")", "null")]
    [InlineData("range(\"(..)\")", "null")]
    [InlineData("range(\"[@\\\"2026-01-01\\\"..@\\\"2026-12-31\\\"]\").end", "@\"2026-12-31\"")]
    public void The_text_of_a_range_may_lack_an_end_behind_a_round_bracket(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("5 in (2 + 2) + 1", "true")]
    [InlineData("3 in ([[1, 3]])[1]", "true")]
    [InlineData("1 in ({a: [1]}).a", "true")]
    [InlineData("8 in (function(x) x * 2)(4)", "true")]
    [InlineData("1 in (1, 2)", "true")]
    public void What_follows_in_may_begin_with_brackets(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("5 in [1..5]", "true")]
    [InlineData("5 in [1..5)", "false")]
    [InlineData("5 in [1..5[", "false")]
    [InlineData("1 in (1..5]", "false")]
    [InlineData("1 in ]1..5]", "false")]
    [InlineData("5 in (> 3)", "true")]
    [InlineData("10 in (1, <5, >=10)", "true")]
    [InlineData("10 in (1, <5)", "false")]
    [InlineData("\"b\" in [\"a\", \"b\"]", "true")]
    [InlineData("3 in [[1..2], [3..4]]", "true")]
    [InlineData("null in [1..2]", "null")]
    [InlineData("5 in \"a\"", "null")]
    [InlineData("3 in (? > 2 and ? < 4)", "true")]
    [InlineData("5 between 1 and 10", "true")]
    [InlineData("2 between null and 10", "null")]
    public void Membership_looks_at_each_kind_of_end(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("(<10) = (null..10)", "false")]
    [InlineData("(<10) = (<10)", "true")]
    [InlineData("[1..2] = [1..2)", "false")]
    [InlineData("(1..5].start included", "false")]
    [InlineData("(>=10).start", "10")]
    [InlineData("(<10).start", "null")]
    [InlineData("[1..10].end included", "true")]
    [InlineData("[1..\"a\"]", "null")]
    public void Ranges_are_values_with_parts(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("before(1, 10)", true)]
    [InlineData("before([1..10], 10)", false)]
    [InlineData("before([1..10), 10)", true)]
    [InlineData("after([5..7], [1..4])", true)]
    [InlineData("meets([1..5], [5..10])", true)]
    [InlineData("met by([5..10], [1..5))", false)]
    [InlineData("overlaps([1..5], [5..8])", true)]
    [InlineData("overlaps([1..5), [5..8])", false)]
    [InlineData("overlaps before([1..5], [3..8])", true)]
    [InlineData("overlaps after([3..8], [1..5])", true)]
    [InlineData("finishes([5..10], [1..10])", true)]
    [InlineData("finished by([1..10], 10)", true)]
    [InlineData("includes([1..10], [4..6])", true)]
    [InlineData("includes([1..10), 10)", false)]
    [InlineData("during(5, [1..10])", true)]
    [InlineData("starts([1..5], [1..10])", true)]
    [InlineData("started by((1..10], 1)", false)]
    [InlineData("coincides([1..5], [1..5])", true)]
    [InlineData("includes((>=3), 1000)", true)]
    public void Allens_relations_hold_between_points_and_ranges(string source, bool expected) =>
        Assert.Equal(expected ? "true" : "false", Evaluated.Text(source));

    [Theory]
    [InlineData("range(\"[18..21)\")", "[18..21)")]
    [InlineData("range(\"[date(\\\"2026-01-01\\\")..date(\\\"2026-12-31\\\")]\").start.year", "2026")]
    [InlineData("range(\"[21..18]\")", "null")]
    [InlineData("range(\"[a..b]\")", "null")]
    public void A_range_can_be_read_from_its_text(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));
}
