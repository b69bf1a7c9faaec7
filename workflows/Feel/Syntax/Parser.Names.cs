using System.Text;
using Workflows.Feel.Functions;

namespace Workflows.Feel.Syntax;

internal sealed partial class Parser
{
    private readonly List<string> _locals = [];
    private readonly NameTable _localTable = new([]);
    private readonly NameTable _members = new(["start included", "end included", "time offset"]);

    // How often each name is declared around the present place.
    private readonly Dictionary<string, int> _declared = new(StringComparer.Ordinal);

    private void Declare(string name)
    {
        _locals.Add(name);
        _localTable.Add(name);
        _declared[name] = _declared.GetValueOrDefault(name) + 1;
    }

    private void Forget(int mark)
    {
        for (var i = _locals.Count - 1; i >= mark; i--)
        {
            var name = _locals[i];
            _locals.RemoveAt(i);
            if (--_declared[name] == 0)
            {
                _declared.Remove(name);
                _localTable.Remove(name);
            }
        }
    }

    /// <summary>
    /// A name in an expression: the longest one in scope, else one word (DMN: all adjoining words).
    /// </summary>
    private string ParseName() => TryTakeKnown(out var name) ? name : ParseWords();

    private string ParseWords()
    {
        var name = Next().Text;
        if (_dialect == FeelDialect.Camunda)
        {
            return name;
        }

        // Two words side by side mean nothing else in FEEL, so they can only be one name that is not in
        // scope.
        if (Current.Kind != TokenKind.Word || EndsName(Current.Text))
        {
            return name;
        }

        var words = new StringBuilder(name);
        while (Current.Kind == TokenKind.Word && !EndsName(Current.Text))
        {
            words.Append(' ').Append(Next().Text);
        }

        return words.ToString();
    }

    private static bool EndsName(string word) =>
        word
            is "then"
                or "else"
                or "return"
                or "satisfies"
                or "and"
                or "or"
                or "in"
                or "between"
                or "instance";

    /// <summary>What follows a dot.</summary>
    private string ParseMember()
    {
        if (Current.Kind == TokenKind.Quoted)
        {
            return Next().Text;
        }

        if (Current.Kind != TokenKind.Word)
        {
            Unexpected("the name of an entry");
            return "";
        }

        var tokens = _tokens.AsSpan(_at);
        var length = Math.Max(_members.Match(tokens, out var name), 0);
        var declared = _names.Members.Match(tokens, out var declaredName);
        if (Math.Max(length, declared) == 0)
        {
            return ParseWords();
        }

        _at += Math.Max(length, declared);
        return length >= declared ? name : declaredName;
    }

    private bool TryTakeKnown(out string name)
    {
        var length = MatchKnown(out name);
        _at += length;
        return length > 0;
    }

    private int MatchKnown(out string name)
    {
        var tokens = _tokens.AsSpan(_at);
        var length = 0;
        name = "";
        if (_dialect == FeelDialect.Dmn)
        {
            Prefer(_localTable.Match(tokens, out var local), local, ref length, ref name);
            Prefer(_names.Variables.Match(tokens, out var variable), variable, ref length, ref name);
        }

        if (_dialect == FeelDialect.Dmn && _filters > 0)
        {
            Prefer(_members.Match(tokens, out var own), own, ref length, ref name);
            Prefer(_names.Members.Match(tokens, out var declared), declared, ref length, ref name);
        }

        var function = Builtins.Names.Match(tokens, out var builtin);
        // "date and time" without a bracket is more likely a conjunction of two variables.
        if (function > 0 && tokens[function].Is("("))
        {
            Prefer(function, builtin, ref length, ref name);
        }

        return length;
    }

    private static void Prefer(int length, string name, ref int bestLength, ref string bestName)
    {
        if (length > bestLength)
        {
            bestLength = length;
            bestName = name;
        }
    }

    /// <summary>A name that is being introduced, up to a keyword or sign.</summary>
    private string ParseDeclared(string end)
    {
        var start = _at;
        if (Current.Kind == TokenKind.Quoted)
        {
            return Next().Text;
        }

        while (IsNameToken(Current) && !Current.IsWord(end))
        {
            Next();
        }

        if (_at == start)
        {
            Unexpected("a name");
            return "";
        }

        return JoinName(start, _at);
    }

    /// <summary>Takes <c>name :</c> before an argument, if that is what follows.</summary>
    private bool TryTakeLabel(out string name)
    {
        var start = _at;
        if (TryTakeLabelText(out name) && Take(":"))
        {
            return true;
        }

        _at = start;
        return false;
    }

    private bool TryTakeLabelText(out string name)
    {
        var start = _at;
        if (Current.Kind == TokenKind.Quoted)
        {
            name = Next().Text;
            return Current.Is(":");
        }

        while (IsNameToken(Current))
        {
            Next();
        }

        name = _at > start && Current.Is(":") ? JoinName(start, _at) : "";
        if (name.Length > 0)
        {
            return true;
        }

        _at = start;
        return false;
    }

    private static bool IsNameToken(Token token) =>
        token.Kind is TokenKind.Word or TokenKind.Number
        || (
            token.Kind == TokenKind.Sign
            && token.Text is "." or "/" or "-" or "'" or "’" or "+" or "*" or "**"
        );

    // Words keep one blank between them, signs none around them.
    private string JoinName(int from, int to)
    {
        var name = new StringBuilder(_tokens[from].Text);
        for (var i = from + 1; i < to; i++)
        {
            var words = _tokens[i].Kind != TokenKind.Sign && _tokens[i - 1].Kind != TokenKind.Sign;
            name.Append(words ? " " : "").Append(_tokens[i].Text);
        }

        return name.ToString();
    }
}
