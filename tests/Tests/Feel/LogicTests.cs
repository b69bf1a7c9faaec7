namespace Tests.Feel;

public sealed class LogicTests
{
    [Theory]
    [InlineData("false and 123", "false")]
    [InlineData("123 and false", "false")]
    [InlineData("true and 123", "null")]
    [InlineData("null and null", "null")]
    [InlineData("true and true and false", "false")]
    public void A_conjunction_is_false_as_soon_as_one_part_is(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("null or true", "true")]
    [InlineData("true or 123", "true")]
    [InlineData("false or 123", "null")]
    [InlineData("false or false", "false")]
    [InlineData("false or null or true", "true")]
    public void A_disjunction_is_true_as_soon_as_one_part_is(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("not(true)", "false")]
    [InlineData("not(null)", "null")]
    [InlineData("not(123)", "null")]
    public void Only_true_and_false_have_a_negation(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("if true then 1 else 2", "1")]
    [InlineData("if null then 1 else 2", "2")]
    [InlineData("if 123 then 1 else 2", "2")]
    public void Anything_but_true_takes_the_else(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("some x in [1, 2] satisfies x > 1", "true")]
    [InlineData("some x in [1, null] satisfies x > 1", "null")]
    [InlineData("every x in [1, 2] satisfies x > 0", "true")]
    [InlineData("every x in [1, null] satisfies x > 1", "false")]
    [InlineData("every x in [] satisfies x > 0", "true")]
    [InlineData("some x in [] satisfies x > 0", "false")]
    [InlineData("some x in [1, 2], y in [2, 3] satisfies x = y", "true")]
    public void Quantifiers_are_long_disjunctions_and_conjunctions(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));
}
