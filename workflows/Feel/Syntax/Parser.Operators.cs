namespace Workflows.Feel.Syntax;

internal sealed partial class Parser
{
    private static readonly string[] Comparisons = ["=", "!=", "<", "<=", ">", ">="];

    private Node ParseExpression() => Nested(ParseOr);

    private Node ParseOr()
    {
        var first = ParseAnd();
        if (!Current.IsWord("or"))
        {
            return first;
        }

        var operands = new List<Node> { first };
        while (TakeWord("or"))
        {
            operands.Add(ParseAnd());
        }

        return new OrNode(operands, first.Position);
    }

    private Node ParseAnd()
    {
        var first = ParseComparison();
        if (!Current.IsWord("and"))
        {
            return first;
        }

        var operands = new List<Node> { first };
        while (TakeWord("and"))
        {
            operands.Add(ParseComparison());
        }

        return new AndNode(operands, first.Position);
    }

    private Node ParseComparison()
    {
        var left = ParseSum();
        for (var links = 0; ; links++)
        {
            if (links > MaxDepth)
            {
                return TooDeep();
            }

            var position = Current.Start;
            if (Current.Kind == TokenKind.Sign && Comparisons.Contains(Current.Text))
            {
                var sign = Next().Text;
                left = new CompareNode(sign, left, ParseSum(), position);
            }
            else if (TakeWord("between"))
            {
                var low = ParseSum();
                ExpectWord("and");
                left = new BetweenNode(left, low, ParseSum(), position);
            }
            else if (TakeWord("in"))
            {
                left = new InNode(left, ParseInTests(), position);
            }
            else
            {
                return left;
            }
        }
    }

    private Node ParseSum() => ParseChain(ParseProduct, "+", "-");

    private Node ParseProduct() => ParseChain(ParsePower, "*", "/");

    private Node ParsePower() => ParseChain(ParseUnary, "**", "**");

    private Node ParseChain(Func<Node> parseOperand, string sign, string otherSign)
    {
        var first = parseOperand();
        List<ChainLink>? rest = null;
        while (Current.Is(sign) || Current.Is(otherSign))
        {
            var token = Next();
            rest ??= [];
            rest.Add(new ChainLink(token.Text, parseOperand(), token.Start));
        }

        return rest is null ? first : new ChainNode(first, rest, first.Position);
    }

    private Node ParseUnary()
    {
        if (!Current.Is("-"))
        {
            return ParseInstanceOf();
        }

        var position = Next().Start;
        return Nested(() => new NegateNode(ParseUnary(), position));
    }

    private Node ParseInstanceOf()
    {
        var value = ParsePostfix();
        if (!Current.IsWord("instance"))
        {
            return value;
        }

        var position = Next().Start;
        ExpectWord("of");
        return new InstanceOfNode(value, ParseType(), position);
    }

    private Node ParsePostfix()
    {
        var node = ParsePrimary();
        for (var links = 0; ; links++)
        {
            if (links > MaxDepth)
            {
                return TooDeep();
            }

            var position = Current.Start;
            if (Take("."))
            {
                node = new PathNode(node, ParseMember(), position);
            }
            else if (Current.Is("[") && !EndsRange())
            {
                Next();
                node = ParseFilter(node, position);
            }
            else if (Take("("))
            {
                node = ParseCall(node, position);
            }
            else
            {
                return node;
            }
        }
    }

    /// <summary>
    /// In <c>]1..5[</c> the last bracket closes a range; nothing that follows could be a filter.
    /// </summary>
    private bool EndsRange() =>
        _openRanges > 0
        && (
            Following.Kind == TokenKind.End
            || Following.Is(")")
            || Following.Is(",")
            || Following.Is("]")
            || Following.Is("}")
            || (
                Following.Kind == TokenKind.Word
                && Following.Text is "and" or "or" or "then" or "else" or "return"
            )
            || (Following.Kind == TokenKind.Sign && Following.Text is "=" or "!=" or ".")
        );

    private FilterNode ParseFilter(Node source, int position)
    {
        var ranges = _openRanges;
        _openRanges = 0;
        _filters++;
        var condition = ParseExpression();
        _filters--;
        _openRanges = ranges;
        Recover();
        Expect("]");
        return new FilterNode(source, condition, position);
    }

    private CallNode ParseCall(Node target, int position)
    {
        var ranges = _openRanges;
        _openRanges = 0;
        var arguments = new List<Node>();
        var names = new List<string>();
        while (!Current.Is(")") && Current.Kind != TokenKind.End)
        {
            if (TryTakeLabel(out var name))
            {
                names.Add(name);
            }

            arguments.Add(ParseExpression());
            Recover();
            if (!Take(","))
            {
                break;
            }
        }

        Expect(")");
        _openRanges = ranges;
        if (names.Count > 0 && names.Count != arguments.Count)
        {
            Report(position, "mixed_arguments", "Arguments are given either all by name or all by position.");
        }

        return new CallNode(target, arguments, names.Count == 0 ? null : names, position);
    }
}
