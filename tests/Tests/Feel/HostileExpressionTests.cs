using Workflows.Feel;

namespace Tests.Feel;

public sealed class HostileExpressionTests
{
    private const long MostBytes = 16 * 1024 * 1024;

    [Theory]
    [InlineData("for i in 1..1000000000 return i")]
    [InlineData("for i in 1..1000, j in 1..1000, k in 1..1000 return i * j * k")]
    [InlineData("for i in 1..1000000000 return {a: i, b: i}")]
    [InlineData("for i in 1..1000000000 return missing + i")]
    [InlineData("for i in @\"-999999999-01-01\"..@\"999999999-12-31\" return i")]
    [InlineData("{f: function(n) f(n + 1), r: f(1)}.r")]
    [InlineData("{f: function(n) if n < 2 then 1 else f(n - 1) + f(n - 2), r: f(60)}.r")]
    [InlineData("for i in 1..100 return if i = 1 then \"a\" else partial[-1] + partial[-1]")]
    [InlineData("for i in 1..100000 return if i = 1 then [1] else [partial[-1]]")]
    [InlineData("string(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])")]
    [InlineData("some i in 1..1000000000 satisfies i < 0")]
    [InlineData("count([1..1000000000][item > 0])")]
    [InlineData("distinct values(for i in 1..1000000 return i)")]
    [InlineData("sort([1..1000000000][item < 50000], function(a, b) a > b)")]
    [InlineData("for i in 1..1000000000 return upper case(\"abcdefghijklmnop\")")]
    [InlineData("matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")")]
    [InlineData("for i in 1..1000 return matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")")]
    public void It_ends_with_null_and_a_warning_within_its_memory(string source)
    {
        var expression = Evaluated.Parse(source);
        var environment = Evaluated.Environment();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var value = expression.Evaluate(FeelContext.Empty, environment);

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(value.IsNull);
        Assert.True(environment.LimitReached);
        Assert.Equal("evaluation_limit", environment.Warnings[^1].Code);
        Assert.True(taken <= MostBytes + 65_536, $"{taken} bytes");
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("-")]
    [InlineData("{a:")]
    [InlineData("not(")]
    [InlineData("if true then ")]
    [InlineData("function() ")]
    [InlineData("for i in ")]
    [InlineData("]1..")]
    public void Nesting_without_end_is_refused(string opening)
    {
        var source = string.Concat(Enumerable.Repeat(opening, 30_000 / opening.Length));

        Assert.Equal("nested_too_deeply", Evaluated.Problems(source)[0].Code);
    }

    [Fact]
    public void Types_within_types_are_refused_just_so()
    {
        var source = "1 instance of " + string.Concat(Enumerable.Repeat("list<", 5_000));

        Assert.Equal("nested_too_deeply", Evaluated.Problems(source)[0].Code);
    }

    [Theory]
    [InlineData("a", ".b")]
    [InlineData("a", "[1]")]
    [InlineData("a", "()")]
    [InlineData("a", " = b")]
    public void Links_without_end_are_refused(string start, string link)
    {
        var source = start + string.Concat(Enumerable.Repeat(link, 5_000));

        Assert.Equal("nested_too_deeply", Evaluated.Problems(source)[0].Code);
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused() =>
        Assert.Equal("source_too_long", Assert.Single(Evaluated.Problems(new string('1', 70_000))).Code);

    [Fact]
    public void Values_made_by_hand_are_bounded_too()
    {
        static FeelValue Nest(int levels) =>
            Enumerable.Range(0, levels).Aggregate(FeelValue.Zero, (inner, _) => FeelValue.ListOf(inner));

        Assert.Equal(FeelKind.List, Nest(128).Kind);
        Assert.ThrowsAny<InvalidOperationException>(() => Nest(129));
    }

    [Fact]
    public void A_limit_reached_once_does_not_spoil_the_next_evaluation()
    {
        Evaluated.Of("for i in 1..1000000000 return i");

        Assert.Equal("[1, 2]", Evaluated.Text("for i in 1..2 return i"));
    }
}
