namespace Workflows.Feel.Syntax;

/// <summary>Names that are more than one token long, found by longest match (DMN 1.5 §10.3.1.4).</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, List<Entry>> _byFirst = [];

    public NameTable(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            Add(name);
        }
    }

    public void Add(string name)
    {
        if (!TryCut(name, out var pieces))
        {
            return;
        }

        if (!_byFirst.TryGetValue(pieces[0], out var entries))
        {
            _byFirst.Add(pieces[0], entries = []);
        }

        if (!entries.Exists(entry => entry.Name == name))
        {
            entries.Add(new Entry(name, pieces));
        }
    }

    public void Remove(string name)
    {
        if (TryCut(name, out var pieces) && _byFirst.TryGetValue(pieces[0], out var entries))
        {
            entries.RemoveAll(entry => entry.Name == name);
        }
    }

    /// <summary>
    /// The longest name that begins at a token, and how many tokens it takes; 0 when there is none.
    /// </summary>
    public int Match(ReadOnlySpan<Token> tokens, out string name)
    {
        name = "";
        var longest = 0;
        if (!_byFirst.TryGetValue(tokens[0].Text, out var entries))
        {
            return 0;
        }

        foreach (var entry in entries)
        {
            if (entry.Pieces.Length > longest && Begins(tokens, entry.Pieces))
            {
                longest = entry.Pieces.Length;
                name = entry.Name;
            }
        }

        return longest;
    }

    private static bool Begins(ReadOnlySpan<Token> tokens, string[] pieces)
    {
        if (tokens.Length < pieces.Length)
        {
            return false;
        }

        for (var i = 0; i < pieces.Length; i++)
        {
            if (tokens[i].Kind is TokenKind.String or TokenKind.Quoted || tokens[i].Text != pieces[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryCut(string name, out string[] pieces)
    {
        var sound = true;
        var tokens = new Scanner(name, (_, _, _) => sound = false).Scan();
        pieces = [.. tokens.SkipLast(1).Select(token => token.Text)];
        return sound && pieces.Length > 1;
    }

    private sealed record Entry(string Name, string[] Pieces);
}
