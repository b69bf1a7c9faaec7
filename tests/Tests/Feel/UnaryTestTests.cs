using Workflows.Feel;

namespace Tests.Feel;

public sealed class UnaryTestTests
{
    [Theory]
    [InlineData("-", 5, "true")]
    [InlineData("5", 5, "true")]
    [InlineData("< 10", 5, "true")]
    [InlineData("< 3, > 4", 5, "true")]
    [InlineData("[1..3], (4..5]", 5, "true")]
    [InlineData("not(5)", 5, "false")]
    [InlineData("not(1, 2)", 5, "true")]
    [InlineData("not(? > 3)", 5, "false")]
    [InlineData("not(? > 3) and ? < 9", 5, "false")]
    [InlineData("? > 3 and ? < 9", 5, "true")]
    [InlineData("limit", 5, "true")]
    [InlineData("< limit", 5, "false")]
    [InlineData("[1, 5]", 5, "true")]
    [InlineData("limit = 5", 7, "true")]
    [InlineData("even(?)", 6, "true")]
    [InlineData("= 5", 5, "true")]
    [InlineData("!= 5", 5, "false")]
    [InlineData("\"a\"", 5, "null")]
    public void A_cell_is_a_list_of_alternatives(string source, int input, string expected)
    {
        var tests = Parse(source);

        var verdict = tests.Evaluate(input, FeelContext.Empty.With("limit", 5), Evaluated.Environment());

        Assert.Equal(expected, verdict.ToString());
    }

    [Theory]
    [InlineData("true", true, "true")]
    [InlineData("false", true, "false")]
    [InlineData("limit = 5", true, "true")]
    [InlineData("limit = 6", false, "true")]
    public void A_boolean_input_is_compared_not_judged(string source, bool input, string expected)
    {
        var verdict = Parse(source)
            .Evaluate(input, FeelContext.Empty.With("limit", 5), Evaluated.Environment());

        Assert.Equal(expected, verdict.ToString());
    }

    [Theory]
    [InlineData("null", "true")]
    [InlineData("\"a\"", "false")]
    [InlineData("< 5", "null")]
    [InlineData("-", "true")]
    public void Nothing_may_be_the_input(string source, string expected) =>
        Assert.Equal(
            expected,
            Parse(source).Evaluate(FeelValue.Null, FeelContext.Empty, Evaluated.Environment()).ToString()
        );

    [Fact]
    public void Broken_cells_are_refused_with_their_place()
    {
        var refused = Assert.IsType<FeelUnaryTestsParse.Refused>(
            FeelUnaryTests.Parse("< 5,\n> ", FeelDialect.Dmn)
        );

        Assert.Equal((2, 3), (refused.Problems[0].Line, refused.Problems[0].Column));
    }

    private static FeelUnaryTests Parse(string source) =>
        FeelUnaryTests.Parse(source, FeelDialect.Dmn) is FeelUnaryTestsParse.Parsed parsed
            ? parsed.Tests
            : throw new InvalidOperationException($"'{source}' should be unary tests.");
}
