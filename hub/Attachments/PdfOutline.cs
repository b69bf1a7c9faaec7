using System.IO.Compression;

namespace Hub.Attachments;

/// <summary>
/// A PDF: the names in its objects, also in compressed ones (ISO 32000-1, §7.5.7), found in one walk without recursion. It
/// counts pages and notices what acts by itself; contents of other streams are passed over.
/// </summary>
internal sealed class PdfOutline : IFileOutline
{
    // A page tree of thousands of pages inflates to far less.
    private const int MaxInflated = 16 * 1024 * 1024;

    public string MediaType => "application/pdf";

    private static ReadOnlySpan<byte> Stream => "stream"u8;

    public bool Begins(ReadOnlySpan<byte> file) => file.StartsWith("%PDF-"u8);

    public FileOutline? Read(ReadOnlySpan<byte> file)
    {
        var names = new PdfNames();
        var budget = MaxInflated;
        var rest = file;
        while (FindStream(rest) is var start and >= 0)
        {
            var body = rest[(start + Stream.Length)..];
            var compressed = names.ReadObjects(rest[..start]);
            var end = body.IndexOf("endstream"u8);
            if (end < 0)
            {
                return null;
            }

            if (compressed && !TryReadInflated(body[..end], names, ref budget))
            {
                // What is encrypted does not inflate, and its trailer often comes last.
                return file.IndexOf("/Encrypt"u8) >= 0 ? new FileOutline(Locked: true) : null;
            }

            rest = body[(end + "endstream"u8.Length)..];
        }

        names.ReadObjects(rest);
        // The document is whole when its last lines are there: a cut one has neither.
        if (file.LastIndexOf("%%EOF"u8) < 0 || file.LastIndexOf("startxref"u8) < 0)
        {
            return null;
        }

        return names switch
        {
            { Encrypted: true } => new FileOutline(Locked: true),
            { Pages: 0 } => null,
            _ => new FileOutline(Pages: names.Pages, Active: names.Active),
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

    private static bool TryReadInflated(ReadOnlySpan<byte> stream, PdfNames names, ref int budget)
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

            names.ReadObjects(inflated.GetBuffer().AsSpan(0, (int)inflated.Length));
            return true;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return false;
        }
    }
}
