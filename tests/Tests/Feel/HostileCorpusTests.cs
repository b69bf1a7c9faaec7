using Workbench.Feel;
using Workflows.Feel;

namespace Tests.Feel;

/// <summary>Two hundred ways to exhaust a machine, and texts written to exhaust the reader of expressions.</summary>
public sealed class HostileCorpusTests
{
    // Of one thread; what the runtime allocates around an evaluation comes on top of the 16 MiB allowed.
    private const long MostBytes = (16 * 1024 * 1024) + 65_536;

    public static TheoryData<string> Expressions => [.. HostileExpressions.All];

    public static TheoryData<string, string> Texts =>
        new()
        {
            { "1 in (", "1)[1]" },
            { "1 in (1, ", "2)" },
            { "f(a + ", "1)" },
            { "{a b: ", "1}" },
            { "function(a) [", "a]" },
            { "for x in [1] return [", "x]" },
            { "a[b and ", "true]" },
            { "[1..", "2]" },
        };

    [Theory]
    [MemberData(nameof(Expressions))]
    public void It_stays_within_its_memory(string source)
    {
        var environment = Evaluated.Environment();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Evaluated.Parse(source, FeelDialect.Dmn).Evaluate(FeelContext.Empty, environment);

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken <= MostBytes, $"{taken} bytes");
    }

    /// <summary>Reading one level twice would take 2 to the power of 180 steps and never end.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void Deep_nesting_is_read_once(string open, string close)
    {
        const int levels = 90;
        var source =
            string.Concat(Enumerable.Repeat(open, levels))
            + "1"
            + string.Concat(Enumerable.Repeat(close, levels));
        var before = GC.GetAllocatedBytesForCurrentThread();

        FeelExpression.Parse(source, FeelDialect.Dmn);

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken <= 4 * 1024 * 1024, $"{taken} bytes");
    }

    [Theory]
    [InlineData("[", "1, ", "1]")]
    [InlineData("", "1 + ", "1")]
    [InlineData("", "a ", "")]
    [InlineData("", "a-", "1")]
    [InlineData("f(", "a, ", "1)")]
    [InlineData("1 in (", "1, ", "1)")]
    [InlineData("[", "[1..2], ", "1]")]
    [InlineData("f(", "a b c ", ": 1)")]
    [InlineData("", ") ", "")]
    [InlineData("", "[+, ", "")]
    public void The_longest_text_is_read_within_the_memory_of_an_evaluation(
        string start,
        string repeated,
        string end
    )
    {
        var source = start + string.Concat(Enumerable.Repeat(repeated, 32_000 / repeated.Length)) + end;
        var before = GC.GetAllocatedBytesForCurrentThread();

        FeelExpression.Parse(source, FeelDialect.Dmn);

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken <= MostBytes, $"{taken} bytes");
    }

    [Theory]
    [InlineData("{", "name number {0}: 1", "}")]
    [InlineData("function(", "name number {0}", ") 1")]
    [InlineData("for ", "name number {0} in 1", " return 1")]
    [InlineData("function() [", "v{0}", "]")]
    public void Thousands_of_names_are_read_within_the_memory_of_an_evaluation(
        string start,
        string each,
        string end
    )
    {
        var names = Enumerable
            .Range(0, 1_300)
            .Select(i => each.Replace("{0}", $"{i}", StringComparison.Ordinal));
        var source = start + string.Join(",", names) + end;
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.IsType<FeelParse.Parsed>(FeelExpression.Parse(source, FeelDialect.Dmn));

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken <= MostBytes, $"{taken} bytes");
    }
}
