using Workflows.Feel;

namespace Tests.Feel;

public sealed class ArithmeticTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("10 - 4 - 3", "3")]
    [InlineData("-5 ** 2", "25")]
    [InlineData("3 ** 4 ** 5", "3486784401")]
    [InlineData("2 ** -2", "0.25")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("1 / 3", "0.3333333333333333333333333333")]
    [InlineData("6 / 3", "2")]
    [InlineData("--10", "10")]
    [InlineData("\"foo\" + \"bar\"", "\"foobar\"")]
    public void Operators_bind_and_compute_as_FEEL_says(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("1 / 0", "division_by_zero")]
    [InlineData("\"a\" + null", "wrong_type")]
    [InlineData("\"a\" + 1", "wrong_type")]
    [InlineData("1 + @\"P1D\"", "wrong_type")]
    [InlineData("1e28 * 1e28", "number_overflow")]
    [InlineData("10 ** 100", "number_overflow")]
    [InlineData("@\"P1D\" / 0", "division_by_zero")]
    [InlineData("@\"P1D\" + @\"P1M\"", "wrong_type")]
    public void What_cannot_be_computed_is_null_with_the_reason(string source, string code)
    {
        var environment = Evaluated.Environment();

        Assert.True(Evaluated.Of(source, environment: environment).IsNull);
        Assert.Equal(code, environment.Warnings[0].Code);
    }

    [Theory]
    [InlineData("9223372036854775807 + 1", "9223372036854775808")]
    [InlineData("-9223372036854775807 - 2", "-9223372036854775809")]
    [InlineData("4611686018427387904 * 2", "9223372036854775808")]
    [InlineData("9223372036854775808 - 1", "9223372036854775807")]
    public void Integers_grow_into_decimals_and_back(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Fact]
    public void Whole_results_are_integers_again() => Assert.Equal(3L, Evaluated.Of("1.5 * 2").AsInt64());

    [Theory]
    [InlineData("duration(\"P1D\") * 2.5", "@\"P2DT12H\"")]
    [InlineData("2 * duration(\"P1Y\")", "@\"P2Y\"")]
    [InlineData("-2.5 * duration(\"P1Y11M\")", "@\"-P4Y9M\"")]
    [InlineData("duration(\"P10D\") / duration(\"P5D\")", "2")]
    [InlineData("duration(\"P10Y\") / duration(\"P4Y\")", "2.5")]
    [InlineData("duration(\"P100M\")", "@\"P8Y4M\"")]
    [InlineData("duration(\"PT1000M\")", "@\"PT16H40M\"")]
    [InlineData("duration(\"-P1D\") + duration(\"PT24H\")", "@\"PT0S\"")]
    public void Durations_are_scaled_divided_and_normalised(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("date(\"2026-01-31\") + duration(\"P1M\")", "@\"2026-02-28\"")]
    [InlineData("date(\"2024-02-29\") + duration(\"P1Y\")", "@\"2025-02-28\"")]
    [InlineData("date(\"2026-01-02\") - duration(\"PT1H\")", "@\"2026-01-01\"")]
    [InlineData("date(\"2026-03-01\") - date(\"2026-02-01\")", "@\"P28D\"")]
    [InlineData("time(\"23:00:00\") + duration(\"PT2H\")", "@\"01:00:00\"")]
    [InlineData("@\"2026-01-02\" - @\"2026-01-02T00:00:00Z\"", "@\"PT0S\"")]
    public void Dates_and_times_move_by_durations(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Fact]
    public void A_zone_that_changes_its_clock_does_not_stretch_a_duration()
    {
        // On 20 September 2026 at 02:00 the clocks of Morocco went back to 01:00 (decree 2.26.530).
        var moved = Evaluated.Of("@\"2026-09-19T12:00:00@Africa/Casablanca\" + duration(\"PT24H\")");

        Assert.Equal("2026-09-20T11:00:00@Africa/Casablanca", moved.ToText());
    }

    [Theory]
    [InlineData("decimal(1.5, 0)", "2")]
    [InlineData("decimal(2.5, 0)", "2")]
    [InlineData("decimal(1/3, 2.9)", "0.33")]
    [InlineData("round up(5.5, 0)", "6")]
    [InlineData("round up(-5.1, 0)", "-6")]
    [InlineData("round down(-5.5, 0)", "-5")]
    [InlineData("round half up(-5.5, 0)", "-6")]
    [InlineData("round half down(5.5, 0)", "5")]
    [InlineData("round half down(1.126, 2)", "1.13")]
    [InlineData("floor(-1.5)", "-2")]
    [InlineData("floor(-1.56, 1)", "-1.6")]
    [InlineData("ceiling(-1.5)", "-1")]
    [InlineData("round up(5.5, -6111)", "null")]
    [InlineData("decimal(5.5, 6176)", "5.5")]
    [InlineData("decimal(5.5, 6177)", "null")]
    [InlineData("decimal(5.5, -6112)", "null")]
    [InlineData("decimal(1250, -2)", "1200")]
    [InlineData("decimal(79228162514264337593543950.335, 2)", "79228162514264337593543950.34")]
    public void Rounding_knows_every_mode_and_scale(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("modulo(12, 5)", "2")]
    [InlineData("modulo(-12, 5)", "3")]
    [InlineData("modulo(12, -5)", "-3")]
    [InlineData("modulo(5, 0)", "null")]
    [InlineData("odd(-3)", "true")]
    [InlineData("even(2.5)", "false")]
    [InlineData("abs(duration(\"-P1D\"))", "@\"P1D\"")]
    [InlineData("sqrt(16)", "4")]
    [InlineData("sqrt(-1)", "null")]
    [InlineData("number(\"1 000,50\", \" \", \",\")", "1000.5")]
    [InlineData("number(\"1,000\", \",\", \",\")", "null")]
    public void Functions_of_numbers_follow_the_standard(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Fact]
    public void A_replay_draws_the_same_random_numbers()
    {
        FeelValue Draw(ulong seed) =>
            Evaluated.Of(
                "[random number(), random number(), uuid()]",
                environment: new FeelEnvironment(default, Evaluated.Casablanca) { Seed = seed }
            );

        Assert.Equal(Draw(7), Draw(7));
        Assert.NotEqual(Draw(7), Draw(8));
        Assert.True(Evaluated.Of("random number()").IsNull);
    }
}
