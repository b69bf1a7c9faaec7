namespace Workflows.Feel.Syntax;

/// <summary>
/// Reads one expression or one cell of unary tests by precedence climbing. After a mistake it goes on at the
/// next comma or closing bracket, so that one reading lists every mistake.
/// </summary>
internal sealed partial class Parser
{
    /// <summary>Longest source, in UTF-16 units.</summary>
    public const int MaxLength = 32 * 1024;

    /// <summary>Brackets within brackets, and links of one path.</summary>
    public const int MaxDepth = 200;

    private const int MaxProblems = 20;

    private readonly string _source;
    private readonly FeelDialect _dialect;
    private readonly FeelNames _names;
    private readonly Token[] _tokens;
    private readonly List<FeelProblem> _problems = [];
    private int _at;
    private int _depth;
    private int _panicAt = -1;

    public Parser(string source, FeelDialect dialect, FeelNames names)
    {
        _source = source;
        _dialect = dialect;
        _names = names;
        if (source.Length > MaxLength)
        {
            Report(0, "source_too_long", $"An expression may hold {MaxLength} characters.");
            _panicAt = 0;
            _tokens = [new Token(TokenKind.End, "", 0, 0)];
        }
        else
        {
            _tokens = new Scanner(source, Report).Scan();
        }
    }

    public IReadOnlyList<FeelProblem> Problems => _problems;

    private Token Current => _tokens[_at];

    private Token Following => _tokens[Math.Min(_at + 1, _tokens.Length - 1)];

    /// <summary>The whole source as one expression. Meaningless when there are problems.</summary>
    public Node ParseWhole()
    {
        var node = ParseExpression();
        ExpectEnd();
        return node;
    }

    private void ExpectEnd()
    {
        if (Current.Kind != TokenKind.End)
        {
            Unexpected("the end of the expression");
        }
    }

    private Token Next()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
        {
            _at++;
        }

        return token;
    }

    private bool Take(string sign)
    {
        var taken = Current.Is(sign);
        if (taken)
        {
            Next();
        }

        return taken;
    }

    private bool TakeWord(string word)
    {
        var taken = Current.IsWord(word);
        if (taken)
        {
            Next();
        }

        return taken;
    }

    private void Expect(string sign)
    {
        if (!Take(sign))
        {
            Unexpected($"'{sign}'");
        }
    }

    private void ExpectWord(string word)
    {
        if (!TakeWord(word))
        {
            Unexpected($"'{word}'");
        }
    }

    private LiteralNode Unexpected(string wanted)
    {
        var position = Current.Start;
        // One mistake makes the following tokens look wrong too; only the first of them is reported.
        if (_panicAt < 0)
        {
            var found = Current.Kind == TokenKind.End ? "the text ends" : $"there is '{Excerpt(Current)}'";
            Report(position, "unexpected_token", $"Here should be {wanted}, but {found}.");
            _panicAt = _at;
        }

        return new LiteralNode(FeelValue.Null, position);
    }

    /// <summary>After a mistake: goes to the next comma or closing bracket of the present level.</summary>
    private void Recover()
    {
        if (_panicAt < 0)
        {
            return;
        }

        var open = 0;
        for (; Current.Kind != TokenKind.End; Next())
        {
            if (Current.Kind != TokenKind.Sign)
            {
                continue;
            }

            if (open == 0 && Current.Text is "," or ")" or "]" or "}")
            {
                break;
            }

            open += Current.Text switch
            {
                "(" or "[" or "{" => 1,
                ")" or "]" or "}" => -1,
                _ => 0,
            };
        }

        _panicAt = -1;
    }

    private void Report(int position, string code, string message)
    {
        if (_problems.Count < MaxProblems)
        {
            var before = _source.AsSpan(0, Math.Min(position, _source.Length));
            var line = before.Count('\n') + 1;
            var column = position - (before.LastIndexOf('\n') + 1) + 1;
            _problems.Add(new FeelProblem(position, line, column, code, message));
        }
    }

    /// <summary>Reads a nested part; input nested too deeply ends the reading.</summary>
    private Node Nested(Func<Node> parse)
    {
        if (++_depth > MaxDepth)
        {
            return TooDeep();
        }

        var node = parse();
        _depth--;
        return node;
    }

    private LiteralNode TooDeep()
    {
        if (_panicAt < 0)
        {
            Report(
                Current.Start,
                "nested_too_deeply",
                $"An expression may be nested {MaxDepth} levels deep."
            );
        }

        _at = _tokens.Length - 1;
        _panicAt = _at;
        return new LiteralNode(FeelValue.Null, Current.Start);
    }

    private string Excerpt(Token token)
    {
        const int longest = 30;
        var length = Math.Min(token.End - token.Start, longest);
        return _source.Substring(token.Start, length);
    }
}
