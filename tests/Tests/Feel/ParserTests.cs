namespace Tests.Feel;

public sealed class ParserTests
{
    [Theory]
    [InlineData("1 +", 1, 4, "unexpected_token")]
    [InlineData("[1, 2", 1, 6, "unexpected_token")]
    [InlineData("order.total >\n  and true", 2, 3, "unexpected_token")]
    [InlineData("\"abc", 1, 1, "unterminated_string")]
    [InlineData("`abc", 1, 1, "unterminated_name")]
    [InlineData("1 /* no end", 1, 3, "unterminated_comment")]
    [InlineData("a § b", 1, 3, "unexpected_character")]
    [InlineData("1 instance of money", 1, 15, "unknown_type")]
    [InlineData("{a: 1, a: 2}", 1, 8, "duplicate_entry")]
    [InlineData("f(a: 1, 2)", 1, 2, "mixed_arguments")]
    [InlineData("99999999999999999999999999999999", 1, 1, "number_too_large")]
    [InlineData("@\"2026-13-01\"", 1, 1, "bad_literal")]
    [InlineData("", 1, 1, "unexpected_token")]
    public void A_mistake_is_reported_with_its_place(string source, int line, int column, string code)
    {
        var problem = Evaluated.Problems(source)[0];

        Assert.Equal((line, column, code), (problem.Line, problem.Column, problem.Code));
    }

    [Fact]
    public void One_reading_lists_every_mistake()
    {
        var problems = Evaluated.Problems("[1 +, f(* 2), {a: , b: 3}, 4]");

        Assert.Equal([5, 9, 19], problems.Select(problem => problem.Column));
    }

    [Theory]
    [InlineData("1 // one\n+ 2", "3")]
    [InlineData("1 /* one */ + 2", "3")]
    [InlineData("1..5 = 3", "")]
    [InlineData("{if: 1}.if", "1")]
    [InlineData("{\"a b\": 1}", "{\"a b\": 1}")]
    [InlineData("[1..3][2]", "2")]
    [InlineData("{a: [1, 2]}.a[1]", "1")]
    [InlineData("1.5e3", "1500")]
    [InlineData(".5", "0.5")]
    public void Details_of_the_grammar(string source, string expected)
    {
        if (expected.Length == 0)
        {
            Assert.NotEmpty(Evaluated.Problems(source));
        }
        else
        {
            Assert.Equal(expected, Evaluated.Text(source));
        }
    }

    [Fact]
    public void Long_chains_are_no_deep_nesting()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("1", 3_000));
        var conjunction = string.Join(" and ", Enumerable.Repeat("true", 3_000));

        Assert.Equal(3_000L, Evaluated.Of(sum).AsInt64());
        Assert.True(Evaluated.Of(conjunction).IsTrue);
    }
}
