namespace Hub.Attachments;

/// <summary>The objects of a PDF: the names in them, and what they say of its pages.</summary>
internal sealed class PdfObjects
{
    // What runs, starts or carries something: none of it belongs in the picture of a paper.
    private static readonly HashSet<string> Acting = new(StringComparer.Ordinal)
    {
        "JavaScript",
        "JS",
        "Launch",
        "EmbeddedFile",
        "EmbeddedFiles",
        "RichMedia",
        "XFA",
        "SubmitForm",
        "ImportData",
        "GoToR",
        "GoToE",
    };

    private readonly PdfPages pages = new();
    private readonly Stack<Dictionary> open = new();
    private PdfObject current = new(0);
    private Dictionary last = new();
    private int unnumbered;

    public bool Encrypted { get; private set; }
    public bool Active { get; private set; }

    /// <summary>Pages a reader would show.</summary>
    public int CountPages() => pages.Count();

    /// <summary>
    /// Reads the objects of a part. When it ends in the head of a stream of objects, says where in that stream the first
    /// object begins; null otherwise.
    /// </summary>
    public int? ReadObjects(ReadOnlySpan<byte> part)
    {
        Begin(--unnumbered);
        var tokens = new PdfTokens(part);
        var (before, previous) = (0, 0);
        while (tokens.Read() is var token and not PdfToken.End)
        {
            if (token == PdfToken.Word && tokens.Text is "obj")
            {
                Begin(before);
            }
            else if (token == PdfToken.Word && tokens.Text is "endobj")
            {
                Begin(--unnumbered);
            }
            else
            {
                Note(token, ref tokens, before);
            }

            (before, previous) = token == PdfToken.Number ? (previous, tokens.Number) : (0, 0);
        }

        var head = last;
        Begin(--unnumbered);
        return head.Type == "ObjStm" ? head.First : null;
    }

    /// <summary>Reads a stream of objects: pairs of number and place first, then the objects (ISO 32000-1, §7.5.7).</summary>
    public void ReadStream(ReadOnlySpan<byte> content, int first)
    {
        first = Math.Clamp(first, 0, content.Length);
        var places = PlacesIn(content[..first]);
        var objects = content[first..];
        var tokens = new PdfTokens(objects);
        var (next, before, previous) = (0, 0, 0);
        Begin(--unnumbered);
        while (tokens.Read() is var token and not PdfToken.End)
        {
            while (next < places.Count && tokens.Start >= places[next].Place)
            {
                Begin(places[next].Number);
                next++;
            }

            Note(token, ref tokens, before);
            (before, previous) = token == PdfToken.Number ? (previous, tokens.Number) : (0, 0);
        }

        Begin(--unnumbered);
    }

    private static List<(int Place, int Number)> PlacesIn(ReadOnlySpan<byte> head)
    {
        var places = new List<(int Place, int Number)>();
        var tokens = new PdfTokens(head);
        while (tokens.Read() == PdfToken.Number)
        {
            var number = tokens.Number;
            if (tokens.Read() != PdfToken.Number)
            {
                break;
            }

            places.Add((tokens.Number, number));
        }

        places.Sort();
        return places;
    }

    private void Note(PdfToken token, ref PdfTokens tokens, int before)
    {
        switch (token)
        {
            case PdfToken.DictionaryBegins:
                open.Push(new Dictionary());
                break;
            case PdfToken.DictionaryEnds when open.Count > 0:
                Close(open.Pop());
                break;
            case PdfToken.Name:
                Encrypted |= tokens.Text == "Encrypt";
                Active |= Acting.Contains(tokens.Text);
                if (open.TryPeek(out var named))
                {
                    named.Note(tokens.Text);
                }

                break;
            case PdfToken.Number when open.TryPeek(out var numbered):
                numbered.Note(tokens.Number);
                break;
            case PdfToken.Word when tokens.Text == "R":
                Refer(before);
                break;
            default:
                break;
        }
    }

    // "7 0 R" below /Kids, or in an object that is a list: /Kids may point to one.
    private void Refer(int number)
    {
        if (!open.TryPeek(out var dictionary))
        {
            current.Kids.Add(number);
        }
        else if (dictionary.Key == "Kids")
        {
            dictionary.Kids.Add(number);
        }
        else if (dictionary.Key == "Count")
        {
            // A number that stands elsewhere: the walk through the tree tells.
            dictionary.Count = 0;
        }
    }

    private void Close(Dictionary closed)
    {
        if (closed.Type == "Page")
        {
            current.Pages++;
        }

        // A node need not call itself one to be taken for one.
        current.IsTree |= closed.Type == "Pages" || (closed.Kids.Count > 0 && closed.Count > 0);
        current.Count = Math.Max(current.Count, closed.Count);
        current.Kids.AddRange(closed.Kids);
        last = closed;
    }

    private void Begin(int number)
    {
        while (open.TryPop(out var unclosed))
        {
            Close(unclosed);
        }

        pages.Add(current);
        (current, last) = (new PdfObject(number), new Dictionary());
    }

    /// <summary>A dictionary while it is read.</summary>
    private sealed class Dictionary
    {
        public string Key { get; private set; } = "";
        public string Type { get; private set; } = "";
        public int Count { get; set; }
        public int? First { get; private set; }
        public List<int> Kids { get; } = [];

        public void Note(string name)
        {
            if (Key == "Type")
            {
                (Type, Key) = (name, "");
            }
            else
            {
                Key = name;
            }
        }

        public void Note(int number)
        {
            if (Key == "Count")
            {
                Count = number;
            }
            else if (Key == "First")
            {
                First = number;
            }
        }
    }
}
