using Workflows.Feel.Types;

namespace Workflows.Feel.Syntax;

internal sealed partial class Parser
{
    private FeelType ParseType()
    {
        if (++_depth > MaxDepth)
        {
            TooDeep();
            return FeelType.Any;
        }

        var type = ParseTypeAt(Current.Start);
        _depth--;
        return type;
    }

    private FeelType ParseTypeAt(int position)
    {
        if (Current.Kind is not (TokenKind.Word or TokenKind.Quoted))
        {
            Unexpected("the name of a type");
            return FeelType.Any;
        }

        if (Following.Is("<"))
        {
            return ParseGeneric(position);
        }

        var name = TryTakeBuiltInType() ?? ParseTypeName();
        if (BuiltInType(name) is { } builtIn)
        {
            return builtIn;
        }

        if (_names.TypeOf(name) is { } known)
        {
            return known;
        }

        Report(position, "unknown_type", $"There is no type '{name}'.");
        return FeelType.Any;
    }

    private string? TryTakeBuiltInType()
    {
        string[] long3 = ["days and time duration", "years and months duration", "date and time"];
        foreach (var name in long3)
        {
            var words = name.Split(' ');
            if (
                _at + words.Length < _tokens.Length
                && words.Index().All(word => _tokens[_at + word.Index].IsWord(word.Item))
            )
            {
                _at += words.Length;
                return name;
            }
        }

        return null;
    }

    private string ParseTypeName()
    {
        var name = ParseWords();
        while (Current.Is(".") && Following.Kind is TokenKind.Word)
        {
            Next();
            name += "." + ParseWords();
        }

        return name;
    }

    private FeelType ParseGeneric(int position)
    {
        var name = Next().Text;
        Expect("<");
        switch (name)
        {
            case "list":
                var item = ParseType();
                Expect(">");
                return new FeelType.ListOf(item);
            case "range":
                var end = ParseType();
                Expect(">");
                return new FeelType.RangeOf(end);
            case "context":
                return ParseStructure();
            case "function":
                return ParseFunctionType();
            default:
                Report(position, "unknown_type", $"There is no type '{name}<…>'.");
                return FeelType.Any;
        }
    }

    private FeelType.Structure ParseStructure()
    {
        var members = new List<FeelType.Member>();
        while (!Current.Is(">") && Current.Kind != TokenKind.End)
        {
            var name = ParseDeclared(":");
            Expect(":");
            members.Add(new FeelType.Member(name, ParseType()));
            if (!Take(","))
            {
                break;
            }
        }

        Expect(">");
        return new FeelType.Structure(members);
    }

    private FeelType.FunctionOf ParseFunctionType()
    {
        var parameters = new List<FeelType>();
        while (!Current.Is(">") && Current.Kind != TokenKind.End)
        {
            parameters.Add(ParseType());
            if (!Take(","))
            {
                break;
            }
        }

        Expect(">");
        Expect("->");
        return new FeelType.FunctionOf(parameters, ParseType());
    }

    /// <summary>The type a FEEL type name stands for, or null for a name of the model.</summary>
    internal static FeelType? BuiltInType(string name) =>
        name switch
        {
            "Any" => FeelType.Any,
            "Null" => new FeelType.Plain(FeelKind.Null),
            "number" => new FeelType.Plain(FeelKind.Number),
            "string" => new FeelType.Plain(FeelKind.String),
            "boolean" => new FeelType.Plain(FeelKind.Boolean),
            "date" => new FeelType.Plain(FeelKind.Date),
            "time" => new FeelType.Plain(FeelKind.Time),
            "date and time" or "dateTime" => new FeelType.Plain(FeelKind.DateTime),
            "days and time duration" or "dayTimeDuration" => new FeelType.Plain(FeelKind.DaysDuration),
            "years and months duration" or "yearMonthDuration" => new FeelType.Plain(FeelKind.MonthsDuration),
            "list" => new FeelType.Plain(FeelKind.List),
            "context" => new FeelType.Plain(FeelKind.Context),
            "range" => new FeelType.Plain(FeelKind.Range),
            "function" => new FeelType.Plain(FeelKind.Function),
            _ => null,
        };
}
