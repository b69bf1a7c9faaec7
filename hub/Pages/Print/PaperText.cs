namespace Hub.Pages.Print;

/// <summary>Lines of text, broken and sized so that all of them fit into a box: no part of an address is ever cut off.</summary>
/// <param name="Lines">As they stand below each other.</param>
/// <param name="Size">The height of the letters' body, in millimetres.</param>
internal sealed record PaperText(IReadOnlyList<string> Lines, float Size)
{
    private const float LineHeight = 1.3f;
    private const float Step = 0.1f;

    /// <summary>From one line to the next.</summary>
    public float Leading => Size * LineHeight;

    /// <summary>
    /// The largest letters between <paramref name="least"/> and <paramref name="most"/> with which the lines fit; the least,
    /// should even they not.
    /// </summary>
    public static PaperText Fit(
        PaperInk ink,
        IReadOnlyList<string> lines,
        float width,
        float height,
        float most,
        float least
    )
    {
        for (var size = most; ; size -= Step)
        {
            var text = new PaperText([.. lines.SelectMany(line => Break(ink, line, width, size))], size);
            if (text.Lines.Count * text.Leading <= height || size <= least)
            {
                return text;
            }
        }
    }

    /// <summary>Breaks between words; a word that is wider than the box alone is broken inside.</summary>
    private static IEnumerable<string> Break(PaperInk ink, string line, float width, float size)
    {
        var rest = line;
        while (rest.Length > 0 && ink.Measure(rest, size) > width)
        {
            var fits = Longest(rest, part => ink.Measure(part, size) <= width);
            var space = rest.LastIndexOf(' ', fits);
            var cut = space > 0 ? space : fits;
            yield return rest[..cut];
            rest = rest[cut..].TrimStart();
        }

        yield return rest;
    }

    /// <summary>How many characters of the text fit, at least one; never half of a surrogate pair.</summary>
    private static int Longest(string text, Func<string, bool> fits)
    {
        var (low, high) = (1, text.Length);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = fits(text[..middle]) ? (middle, high) : (low, middle - 1);
        }

        return char.IsHighSurrogate(text[low - 1]) ? low + 1 : low;
    }
}
