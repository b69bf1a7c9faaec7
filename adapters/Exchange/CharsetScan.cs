using System.Text;

namespace Adapters.Exchange;

/// <summary>
/// Finds out, before anything of a file is believed, in which charset all of it can be read. Strict UTF-8 comes first; the
/// charset a partner declared only when no line is UTF-8. Where two readings are possible, the file is refused: a wrong guess
/// would be a wrong name on a civil-status document.
/// </summary>
internal sealed class CharsetScan(CsvProfile profile)
{
    private const int BufferBytes = 64 * 1024;

    private readonly Utf8Lines utf8 = new();
    private readonly WindowsWords words = new(profile.Charset);
    private long nulLine;

    /// <summary>The encoding and the place where the text begins; or why the file cannot be read.</summary>
    public static CharsetFound Run(FileBody body, CsvProfile profile)
    {
        using var stream = body.OpenRead();
        return new CharsetScan(profile).Run(stream);
    }

    private CharsetFound Run(Stream stream)
    {
        var buffer = new byte[BufferBytes];
        var hasMark = false;
        for (
            var first = true;
            stream.ReadAtLeast(buffer, buffer.Length, false) is > 0 and var read;
            first = false
        )
        {
            var bytes = buffer.AsSpan(0, read);
            if (first)
            {
                if (
                    bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
                    || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
                )
                {
                    return Refused("charset_utf16", "The file is UTF-16; UTF-8 is expected.", 1);
                }

                hasMark = bytes.StartsWith(Encoding.UTF8.Preamble);
                bytes = hasMark ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
            }

            if (nulLine == 0 && bytes.IndexOf((byte)0) is >= 0 and var at)
            {
                nulLine = utf8.Line + bytes[..at].Count((byte)'\n');
            }

            if (profile.Charset != CsvProfile.Utf8Name)
            {
                words.Add(bytes, utf8.Line);
            }

            utf8.Add(bytes);
        }

        utf8.Finish();
        return Judge(hasMark);
    }

    private CharsetFound Judge(bool hasMark)
    {
        if (nulLine > 0)
        {
            return Refused("nul_character", "The file holds a NUL character: it is no text.", nulLine);
        }

        if (utf8.FirstWrong == 0)
        {
            return utf8.FirstStrange > 0 && profile.Charset != CsvProfile.Utf8Name
                ? Ambiguous(utf8.FirstStrange)
                : new CharsetFound(CsvProfile.Utf8.StrictEncoding, hasMark ? 3 : 0, null);
        }

        if (profile.Charset == CsvProfile.Utf8Name)
        {
            return Refused(
                "charset_unreadable",
                "A line is not UTF-8, the charset agreed on.",
                utf8.FirstWrong
            );
        }

        if (hasMark || utf8.FirstRight > 0)
        {
            return Refused(
                "charset_mixed",
                $"Some lines are UTF-8 and this one is not: {profile.Charset} was agreed on.",
                utf8.FirstWrong
            );
        }

        if (words.FirstUndefined > 0)
        {
            return Refused(
                "charset_unreadable",
                $"A line holds a byte that {profile.Charset} does not have.",
                words.FirstUndefined
            );
        }

        return words.FirstDoubtful > 0
            ? Ambiguous(words.FirstDoubtful)
            : new CharsetFound(profile.StrictEncoding, 0, null);
    }

    private CharsetFound Ambiguous(long line) =>
        Refused(
            "charset_ambiguous",
            $"Read as {profile.Charset} the line holds words of no language; it may be in another charset.",
            line
        );

    private static CharsetFound Refused(string code, string message, long line) =>
        new(Encoding.UTF8, 0, new RowProblem((int)Math.Min(line, int.MaxValue), null, code, message));
}

/// <summary>What came of looking for a charset.</summary>
/// <param name="Encoding">Reads the file; of no use when there is a problem.</param>
/// <param name="Start">Bytes before the text.</param>
/// <param name="Problem">Why nothing of the file may be read.</param>
internal sealed record CharsetFound(Encoding Encoding, int Start, RowProblem? Problem);
