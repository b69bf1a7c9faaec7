namespace Workflows.Feel.Syntax;

internal sealed partial class Parser
{
    private Node ParseWord()
    {
        var position = Current.Start;
        // A name in scope may begin with, or hold, what would be a keyword elsewhere.
        if (TryTakeKnown(out var known))
        {
            return new NameNode(known, position);
        }

        switch (Current.Text)
        {
            case "true":
                Next();
                return new LiteralNode(FeelValue.True, position);
            case "false":
                Next();
                return new LiteralNode(FeelValue.False, position);
            case "null":
                Next();
                return new LiteralNode(FeelValue.Null, position);
            case "if":
                Next();
                return ParseIf(position);
            case "for":
                Next();
                return ParseFor(position);
            case "some" or "every" when StartsQuantified():
                return ParseQuantified(Next().Text == "every", position);
            case "function" when Following.Is("("):
                Next();
                Next();
                return Nested(() => ParseFunction(position));
            case "then" or "else" or "return" or "satisfies" or "and" or "or" or "in" or "between":
                return Unexpected("a value");
            default:
                return new NameNode(ParseName(), position);
        }
    }

    private bool StartsQuantified() => Following.Kind is TokenKind.Word or TokenKind.Quoted;

    private IfNode ParseIf(int position)
    {
        var condition = ParseExpression();
        ExpectWord("then");
        var then = ParseExpression();
        ExpectWord("else");
        return new IfNode(condition, then, ParseExpression(), position);
    }

    private ForNode ParseFor(int position)
    {
        var mark = _locals.Count;
        var iterations = ParseIterations();
        ExpectWord("return");
        Declare("partial");
        var body = ParseExpression();
        Forget(mark);
        return new ForNode(iterations, body, position);
    }

    private QuantifiedNode ParseQuantified(bool every, int position)
    {
        var mark = _locals.Count;
        var iterations = ParseIterations();
        ExpectWord("satisfies");
        var condition = ParseExpression();
        Forget(mark);
        return new QuantifiedNode(every, iterations, condition, position);
    }

    private List<Iteration> ParseIterations()
    {
        var iterations = new List<Iteration>();
        do
        {
            var name = ParseDeclared("in");
            ExpectWord("in");
            var source = ParseExpression();
            var to = Take("..") ? ParseExpression() : null;
            iterations.Add(new Iteration(name, source, to));
            Declare(name);
        } while (Take(","));

        return iterations;
    }

    private FunctionNode ParseFunction(int position)
    {
        var mark = _locals.Count;
        var parameters = new List<ParameterNode>();
        while (!Current.Is(")") && Current.Kind != TokenKind.End)
        {
            var name = ParseDeclared(":");
            var type = Take(":") ? ParseType() : null;
            parameters.Add(new ParameterNode(name, type));
            Declare(name);
            Recover();
            if (!Take(","))
            {
                break;
            }
        }

        Expect(")");
        var external = TakeWord("external");
        var body = ParseExpression();
        body = external
            ? ExternalNode.From(parameters.Select(parameter => parameter.Name), body, position)
            : body;
        Forget(mark);
        return new FunctionNode(parameters, body, position);
    }
}
