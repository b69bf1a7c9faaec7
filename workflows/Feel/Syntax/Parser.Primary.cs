using System.Globalization;

namespace Workflows.Feel.Syntax;

internal sealed partial class Parser
{
    // How many ranges are open around the present place whose end may be "[".
    private int _openRanges;

    // How many filters are open: in them the entries of items are names, too.
    private int _filters;

    // What the next primary expression is, when it has been read already.
    private Node? _given;

    private Node ParsePrimary()
    {
        if (_given is { } given)
        {
            _given = null;
            return given;
        }

        var token = Current;
        return token.Kind switch
        {
            TokenKind.Number => ParseNumber(),
            TokenKind.String => new LiteralNode(FeelValue.From(Next().Text), token.Start),
            TokenKind.Quoted => new NameNode(Next().Text, token.Start),
            TokenKind.Word => ParseWord(),
            TokenKind.Sign => ParseSigned(),
            _ => Unexpected("a value"),
        };
    }

    private Node ParseSigned()
    {
        var position = Current.Start;
        switch (Current.Text)
        {
            case "(":
                Next();
                return StartsUnary() ? Bracketed(ParseUnaryRange) : ParseBracketed(position);
            case "[":
                Next();
                return Nested(() => ParseList(position));
            case "]":
                Next();
                _openRanges++;
                var start = ParseExpression();
                _openRanges--;
                return ParseRangeEnd(start, false, position);
            case "{":
                Next();
                return Nested(() => ParseContext(position));
            case "?":
                Next();
                return new InputNode(position);
            case "@":
                Next();
                return ParseAtLiteral(position);
            default:
                return TryTakeKnown(out var name) ? new NameNode(name, position) : Unexpected("a value");
        }
    }

    private Node ParseNumber()
    {
        if (TryTakeKnown(out var name))
        {
            return new NameNode(name, Current.Start);
        }

        var token = Next();
        if (decimal.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return new LiteralNode(FeelValue.From(number), token.Start);
        }

        Report(token.Start, "number_too_large", "The number is beyond 28 digits.");
        return new LiteralNode(FeelValue.Null, token.Start);
    }

    private LiteralNode ParseAtLiteral(int position)
    {
        if (Current.Kind != TokenKind.String)
        {
            return Unexpected("a quoted date, time or duration");
        }

        var value = Temporal.TemporalText.ParseAny(Next().Text);
        if (value.IsNull)
        {
            Report(position, "bad_literal", "The text is no date, time or duration.");
        }

        return new LiteralNode(value, position);
    }

    private Node Bracketed(Func<Node> parse)
    {
        var node = parse();
        Recover();
        Expect(")");
        return node;
    }

    private Node ParseBracketed(int position)
    {
        var ranges = _openRanges;
        _openRanges = 0;
        var node = ParseExpression();
        _openRanges = ranges;
        if (Current.Is(".."))
        {
            return ParseRangeEnd(node, false, position);
        }

        Recover();
        Expect(")");
        return node;
    }

    private RangeNode ParseRangeEnd(Node start, bool startIncluded, int position)
    {
        Expect("..");
        _openRanges++;
        var end = ParseExpression();
        _openRanges--;
        Recover();
        var endIncluded = Current.Is("]");
        if (!endIncluded && !Current.Is(")") && !Current.Is("["))
        {
            Unexpected("']', ')' or '['");
        }

        Next();
        return new RangeNode(start, startIncluded, end, endIncluded, position);
    }

    private Node ParseList(int position)
    {
        var ranges = _openRanges;
        _openRanges = 0;
        var items = new List<Node>();
        while (!Current.Is("]") && Current.Kind != TokenKind.End)
        {
            items.Add(ParseExpression());
            if (items.Count == 1 && Current.Is(".."))
            {
                _openRanges = ranges;
                return ParseRangeEnd(items[0], true, position);
            }

            Recover();
            if (!Take(","))
            {
                break;
            }
        }

        Expect("]");
        _openRanges = ranges;
        return new ListNode(items, position);
    }

    private ContextNode ParseContext(int position)
    {
        var ranges = _openRanges;
        _openRanges = 0;
        var mark = _locals.Count;
        var entries = new List<ContextEntryNode>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (!Current.Is("}") && Current.Kind != TokenKind.End)
        {
            var start = Current.Start;
            var name = ParseKey();
            Expect(":");
            var value = ParseExpression();
            Recover();
            if (!names.Add(name))
            {
                Report(start, "duplicate_entry", $"The entry '{name}' is given twice.");
            }

            entries.Add(new ContextEntryNode(name, value, start));
            Declare(name);
            if (_dialect == FeelDialect.Dmn)
            {
                _members.Add(name);
            }

            if (!Take(","))
            {
                break;
            }
        }

        Expect("}");
        Forget(mark);
        _openRanges = ranges;
        return new ContextNode(entries, position);
    }

    private string ParseKey()
    {
        if (Current.Kind is TokenKind.String)
        {
            return Next().Text;
        }

        if (TryTakeLabelText(out var name))
        {
            return name;
        }

        Unexpected("the name of an entry");
        return "";
    }
}
