using Workflows.Feel;

namespace Tests.Feel;

public sealed class EqualityTests
{
    [Theory]
    [InlineData("100 = \"100\"")]
    [InlineData("[] = 0")]
    [InlineData("{} = []")]
    [InlineData("[1] = 1")]
    [InlineData("true = \"true\"")]
    [InlineData("duration(\"P1Y\") = duration(\"P365D\")")]
    public void Different_kinds_are_neither_equal_nor_different(string source)
    {
        var environment = Evaluated.Environment();

        Assert.True(Evaluated.Of(source, environment: environment).IsNull);
        Assert.Equal("not_comparable", Assert.Single(environment.Warnings).Code);
    }

    [Theory]
    [InlineData("null = null", true)]
    [InlineData("0 = null", false)]
    [InlineData("null != 0", true)]
    [InlineData("0 = 0.00", true)]
    [InlineData("duration(\"P1D\") = duration(\"PT24H\")", true)]
    [InlineData("{a: 1, b: 2} = {b: 2, a: 1}", true)]
    [InlineData("[1, 2] = [2, 1]", false)]
    [InlineData("9223372036854775808 - 1 = 9223372036854775807", true)]
    public void Values_of_one_kind_compare_by_content(string source, bool expected) =>
        Assert.Equal(FeelValue.From(expected), Evaluated.Of(source));

    [Theory]
    [InlineData("time(\"10:30:00.0001\") = time(\"10:30:00.0002\")")]
    [InlineData("date and time(\"2026-01-01T10:30:00.1\") = date and time(\"2026-01-01T10:30:00.9\")")]
    public void Fractions_of_seconds_do_not_count(string source) =>
        Assert.Equal(FeelValue.True, Evaluated.Of(source));

    [Fact]
    public void Fractions_of_seconds_are_printed_all_the_same() =>
        Assert.Equal("10:30:00.000000001", Evaluated.Of("string(time(\"10:30:00.000000001\"))").AsString());

    [Theory]
    [InlineData(
        "@\"2026-01-01T12:00:00@Australia/Melbourne\" = @\"2026-01-01T12:00:00@Australia/Sydney\"",
        true
    )]
    [InlineData("@\"2026-01-01T12:00:00+01:00\" = @\"2026-01-01T11:00:00Z\"", true)]
    [InlineData("@\"2026-01-01T12:00:00\" = @\"2026-01-01T12:00:00Z\"", false)]
    [InlineData(
        "is(@\"2026-01-01T12:00:00@Australia/Melbourne\", @\"2026-01-01T12:00:00@Australia/Sydney\")",
        false
    )]
    [InlineData("is(@\"23:00:50Z\", @\"23:00:50+00:00\")", true)]
    public void Date_times_are_equal_at_the_same_instant_and_is_is_stricter(string source, bool expected) =>
        Assert.Equal(FeelValue.From(expected), Evaluated.Of(source));

    [Theory]
    [InlineData("null < 5")]
    [InlineData("\"a\" < 5")]
    [InlineData("true < false")]
    [InlineData("@\"10:00:00\" < @\"11:00:00Z\"")]
    public void What_has_no_order_is_null(string source) => Assert.True(Evaluated.Of(source).IsNull);

    [Fact]
    public void Strings_are_ordered_by_code_point() =>
        Assert.Equal(FeelValue.True, Evaluated.Of("\"\uFFFD\" < \"\U0001F40E\""));
}
