namespace Hub.Attachments;

/// <summary>
/// How many pages a PDF shows. A reader walks the tree of pages, so that a page named ten times is shown ten times, and
/// believes what the tree says of itself (ISO 32000-1, §7.7.3): the largest of all these counts. An object written anew at
/// the end of the file has several definitions; which of them a reader takes is not asked, the largest counts.
/// </summary>
internal sealed class PdfPages
{
    /// <summary>More than anybody looks at: of a tree that goes round in a circle or is deeper than a reader bears, too.</summary>
    public const int Endless = 1_000_000;

    private const int DeepestTree = 50;
    private readonly Dictionary<int, List<PdfObject>> objects = [];

    /// <summary>Keeps what was read of an object, when it says anything of pages.</summary>
    public void Add(PdfObject read)
    {
        if (read.Pages == 0 && read.Kids.Count == 0 && !read.IsTree)
        {
            return;
        }

        if (!objects.TryGetValue(read.Number, out var definitions))
        {
            objects.Add(read.Number, definitions = []);
        }

        definitions.Add(read);
    }

    /// <summary>Counts them.</summary>
    public int Count()
    {
        var marked = objects.Values.Sum(definitions => (long)definitions.Max(o => o.Pages));
        var known = new Dictionary<int, long>();
        var trees = objects.Values.SelectMany(definitions => definitions).Where(o => o.IsTree).ToList();
        var walked = trees.Count == 0 ? 0 : trees.Max(tree => Below(tree.Number, known, 0));
        var told = trees.Count == 0 ? 0 : trees.Max(tree => (long)tree.Count);
        // What says of itself that it has pages and has none is broken, not long.
        return marked == 0 ? 0 : (int)Math.Min(Endless, Math.Max(marked, Math.Max(walked, told)));
    }

    // What is no node of the tree is a page.
    private long Below(int number, Dictionary<int, long> known, int depth)
    {
        if (known.TryGetValue(number, out var pages))
        {
            return pages;
        }

        if (depth > DeepestTree)
        {
            return Endless;
        }

        if (
            !objects.TryGetValue(number, out var definitions)
            || definitions.TrueForAll(o => o.Kids.Count == 0)
        )
        {
            return 1;
        }

        // Whoever comes by here again before it is counted is in a circle.
        known[number] = Endless;
        pages = definitions.Max(o => o.Kids.Sum(kid => Below(kid, known, depth + 1)));
        return known[number] = Math.Min(Endless, pages);
    }
}

/// <summary>What one object of a PDF says of pages.</summary>
internal sealed class PdfObject(int number)
{
    public int Number { get; } = number;

    /// <summary>Dictionaries in it that call themselves a page.</summary>
    public int Pages { get; set; }

    /// <summary>Is it a node of the tree of pages?</summary>
    public bool IsTree { get; set; }

    /// <summary>How many pages the node says are below it.</summary>
    public int Count { get; set; }

    /// <summary>The objects below it, as often as they are named.</summary>
    public List<int> Kids { get; } = [];
}
