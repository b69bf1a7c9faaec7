namespace Workflows.Feel.Functions;

/// <summary>
/// One way to call a built-in: its parameter names; some may be left out, the last may repeat.
/// </summary>
internal sealed class Signature
{
    /// <summary>
    /// Reads <c>string, start position, length?</c>; <c>?</c> may be left out, <c>...</c> repeats.
    /// </summary>
    public Signature(string text)
    {
        var parts = text.Split(", ", StringSplitOptions.RemoveEmptyEntries);
        Repeats = text.EndsWith("...", StringComparison.Ordinal);
        Names = [.. parts.Select(part => part.TrimEnd('?', '.'))];
        Required = parts.Count(part => !part.EndsWith('?'));
    }

    public IReadOnlyList<string> Names { get; }

    public int Required { get; }

    public bool Repeats { get; }

    public bool Accepts(int count) => count >= Required && (Repeats || count <= Names.Count);

    public int IndexOf(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
