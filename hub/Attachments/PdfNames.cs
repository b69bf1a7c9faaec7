using System.Text;

namespace Hub.Attachments;

/// <summary>The names that occur in the objects of a PDF, and what they say of it.</summary>
internal sealed class PdfNames
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

    private const int LongestName = 40;

    /// <summary>Objects of the type <c>Page</c>.</summary>
    public int Pages { get; private set; }

    public bool Encrypted { get; private set; }
    public bool Active { get; private set; }

    /// <summary>Reads the objects of a part; says whether it ends in the head of a stream of objects.</summary>
    public bool ReadObjects(ReadOnlySpan<byte> part)
    {
        var afterType = false;
        var objectStream = false;
        for (var at = 0; at < part.Length; )
        {
            switch (part[at])
            {
                case (byte)'%':
                    at = EndOfLine(part, at);
                    break;
                case (byte)'(':
                    at = EndOfString(part, at);
                    afterType = false;
                    break;
                case (byte)'/':
                    at = ReadName(part, at + 1, out var name);
                    objectStream |= afterType && name == "ObjStm";
                    Note(name, afterType);
                    afterType = name == "Type";
                    break;
                case (byte)'e' when part[at..].StartsWith("endobj"u8):
                    objectStream = false;
                    at++;
                    break;
                default:
                    at++;
                    break;
            }
        }

        return objectStream;
    }

    private void Note(string name, bool afterType)
    {
        if (afterType && name == "Page")
        {
            Pages++;
        }

        Encrypted |= name == "Encrypt";
        Active |= Acting.Contains(name);
    }

    private static int EndOfLine(ReadOnlySpan<byte> part, int at)
    {
        var end = part[at..].IndexOfAny((byte)'\r', (byte)'\n');
        return end < 0 ? part.Length : at + end;
    }

    // Strings hold anything, also slashes; brackets in them are balanced or escaped.
    private static int EndOfString(ReadOnlySpan<byte> part, int at)
    {
        var depth = 0;
        for (; at < part.Length; at++)
        {
            switch (part[at])
            {
                case (byte)'\\':
                    at++;
                    break;
                case (byte)'(':
                    depth++;
                    break;
                case (byte)')' when --depth == 0:
                    return at + 1;
                default:
                    break;
            }
        }

        return part.Length;
    }

    // A letter may be written by its number: "/J#53" is "/JS".
    private static int ReadName(ReadOnlySpan<byte> part, int at, out string name)
    {
        var text = new StringBuilder();
        for (; at < part.Length && IsRegular(part[at]); at++)
        {
            var c = (char)part[at];
            if (
                c == '#'
                && at + 2 < part.Length
                && byte.TryParse(
                    part.Slice(at + 1, 2),
                    System.Globalization.NumberStyles.AllowHexSpecifier,
                    System.Globalization.CultureInfo.InvariantCulture,
                    out var code
                )
            )
            {
                c = (char)code;
                at += 2;
            }

            if (text.Length <= LongestName)
            {
                text.Append(c);
            }
        }

        name = text.ToString();
        return at;
    }

    private static bool IsRegular(byte c) => c > (byte)' ' && !"()<>[]{}/%"u8.Contains(c);
}
