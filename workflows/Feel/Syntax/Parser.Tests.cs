namespace Workflows.Feel.Syntax;

internal sealed partial class Parser
{
    /// <summary>
    /// The whole source as unary tests: <c>-</c>, <c>not(…)</c>, or tests with commas between.
    /// </summary>
    public Node ParseWholeTests()
    {
        if (Current.Is("-") && Following.Kind == TokenKind.End)
        {
            return new TestsNode([], false, Next().Start);
        }

        if (Current.IsWord("not") && Following.Is("(") && TryParseNegated(out var negated))
        {
            return negated;
        }

        var tests = ParseTestList();
        ExpectEnd();
        return new TestsNode(tests, false, 0);
    }

    // "not(…)" around the whole cell negates the tests in it; anywhere else it is the function of that name.
    private bool TryParseNegated(out TestsNode negated)
    {
        var start = _at;
        var problems = _problems.Count;
        Next();
        Next();
        negated = new TestsNode(ParseTestList(), true, _tokens[start].Start);
        if (Take(")") && Current.Kind == TokenKind.End)
        {
            return true;
        }

        _at = start;
        _problems.RemoveRange(problems, _problems.Count - problems);
        _panicAt = -1;
        return false;
    }

    private List<Node> ParseTestList()
    {
        var tests = new List<Node>();
        do
        {
            tests.Add(ParseTest());
            Recover();
        } while (Take(","));

        return tests;
    }

    private Node ParseTest() => StartsUnary() ? ParseUnaryRange() : ParseExpression();

    private bool StartsUnary() => Current.Kind == TokenKind.Sign && Comparisons.Contains(Current.Text);

    private UnaryRangeNode ParseUnaryRange()
    {
        var sign = Next();
        return new UnaryRangeNode(sign.Text, ParseSum(), sign.Start);
    }

    private bool ContinuesSum() =>
        Current.Kind == TokenKind.Sign
        && Current.Text is ("." or "[" or "(" or "+" or "-" or "*" or "/" or "**");

    /// <summary>What follows <c>in</c>: one test, or several in brackets.</summary>
    private List<Node> ParseInTests()
    {
        if (StartsUnary())
        {
            return [ParseUnaryRange()];
        }

        if (!Current.Is("("))
        {
            return [ParseSum()];
        }

        var position = Next().Start;
        var ranges = _openRanges;
        _openRanges = 0;
        var tests = ParseTestList();
        _openRanges = ranges;
        if (tests.Count == 1 && Current.Is(".."))
        {
            return [ParseRangeEnd(tests[0], false, position)];
        }

        Expect(")");
        if (tests is [not UnaryRangeNode and var only] && ContinuesSum())
        {
            // The brackets held the beginning of a longer expression, not tests.
            _given = only;
            return [ParseSum()];
        }

        return tests;
    }
}
