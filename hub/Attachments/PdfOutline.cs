using System.Buffers;
using System.IO.Compression;

namespace Hub.Attachments;

/// <summary>
/// A PDF: its objects, also compressed ones (ISO 32000-1, §7.5.7). It counts the pages a reader would show, notices what
/// acts by itself, and what stands behind the end; contents of other streams are passed over.
/// </summary>
internal sealed class PdfOutline : IFileOutline
{
    // A page tree of thousands of pages inflates to far less.
    private const int MaxInflated = 16 * 1024 * 1024;
    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create("\0\t\n\f\r "u8);

    public string MediaType => "application/pdf";

    private static ReadOnlySpan<byte> Stream => "stream"u8;

    private static ReadOnlySpan<byte> EndOfFile => "%%EOF"u8;

    public bool Begins(ReadOnlySpan<byte> file) => file.StartsWith("%PDF-"u8);

    public FileOutline? Read(ReadOnlySpan<byte> file)
    {
        var objects = new PdfObjects();
        var budget = MaxInflated;
        var rest = file;
        while (FindStream(rest) is var start and >= 0)
        {
            var body = rest[(start + Stream.Length)..];
            var first = objects.ReadObjects(rest[..start]);
            var end = body.IndexOf("endstream"u8);
            if (end < 0)
            {
                return null;
            }

            if (first is { } place && !TryReadInflated(body[..end], place, objects, ref budget))
            {
                // What is encrypted does not inflate, and its trailer often comes last.
                return file.IndexOf("/Encrypt"u8) >= 0 ? new FileOutline(Locked: true) : null;
            }

            rest = body[(end + "endstream"u8.Length)..];
        }

        objects.ReadObjects(rest);
        // The document is whole when its last lines are there: a cut one has neither.
        if (file.LastIndexOf(EndOfFile) < 0 || file.LastIndexOf("startxref"u8) < 0)
        {
            return null;
        }

        var behind = file[(file.LastIndexOf(EndOfFile) + EndOfFile.Length)..];
        return objects switch
        {
            { Encrypted: true } => new FileOutline(Locked: true),
            _ when objects.CountPages() is var pages and > 0 => new FileOutline(
                Pages: pages,
                Active: objects.Active,
                Trailing: behind.ContainsAnyExcept(WhiteSpace)
            ),
            _ => null,
        };
    }

    // The word stands behind a dictionary and ends its line; elsewhere it is part of a name or a text.
    private static int FindStream(ReadOnlySpan<byte> part)
    {
        for (var from = 0; part[from..].IndexOf(Stream) is var found and >= 0; )
        {
            var at = from + found;
            from = at + Stream.Length;
            if (
                part[..at].TrimEnd(" \t\r\n"u8).EndsWith(">>"u8)
                && from < part.Length
                && part[from] is (byte)'\r' or (byte)'\n'
            )
            {
                return at;
            }
        }

        return -1;
    }

    private static bool TryReadInflated(
        ReadOnlySpan<byte> stream,
        int first,
        PdfObjects objects,
        ref int budget
    )
    {
        try
        {
            using var source = new MemoryStream(stream.TrimStart("\r\n"u8).ToArray());
            using var inflater = new ZLibStream(source, CompressionMode.Decompress);
            using var inflated = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = inflater.Read(buffer)) > 0; )
            {
                budget -= read;
                if (budget < 0)
                {
                    return false;
                }

                inflated.Write(buffer, 0, read);
            }

            objects.ReadStream(inflated.GetBuffer().AsSpan(0, (int)inflated.Length), first);
            return true;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return false;
        }
    }
}
