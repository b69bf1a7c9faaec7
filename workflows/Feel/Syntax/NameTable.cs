namespace Workflows.Feel.Syntax;

/// <summary>Names that are more than one token long, found by longest match (DMN 1.5 §10.3.1.4).</summary>
internal sealed class NameTable
{
    private readonly Step _first = new();

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

        var step = _first;
        foreach (var piece in pieces)
        {
            step.Next ??= new Dictionary<string, Step>(StringComparer.Ordinal);
            if (!step.Next.TryGetValue(piece, out var next))
            {
                step.Next.Add(piece, next = new Step());
            }

            step = next;
        }

        step.Name ??= name;
    }

    public void Remove(string name)
    {
        if (!TryCut(name, out var pieces))
        {
            return;
        }

        var step = _first;
        foreach (var piece in pieces)
        {
            if (step.Next?.TryGetValue(piece, out step!) != true)
            {
                return;
            }
        }

        step.Name = null;
    }

    /// <summary>
    /// The longest name that begins at a token, and how many tokens it takes; 0 when there is none.
    /// </summary>
    public int Match(ReadOnlySpan<Token> tokens, out string name)
    {
        name = "";
        var longest = 0;
        var step = _first;
        for (var i = 0; i < tokens.Length && step.Next is { } next; i++)
        {
            if (
                tokens[i].Kind is TokenKind.String or TokenKind.Quoted
                || !next.TryGetValue(tokens[i].Text, out step!)
            )
            {
                break;
            }

            (longest, name) = step.Name is { } whole ? (i + 1, whole) : (longest, name);
        }

        return longest;
    }

    private static bool TryCut(string name, out string[] pieces)
    {
        var sound = true;
        var tokens = new Scanner(name, (_, _, _) => sound = false).Scan();
        pieces = [.. tokens.SkipLast(1).Select(token => token.Text)];
        return sound && pieces.Length > 1;
    }

    /// <summary>What may follow some tokens, and the name that ends with them.</summary>
    private sealed class Step
    {
        public Dictionary<string, Step>? Next { get; set; }

        public string? Name { get; set; }
    }
}
