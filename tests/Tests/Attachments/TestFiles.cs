using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Tests.Attachments;

/// <summary>Small files of the kinds citizens send, made byte by byte.</summary>
internal static class TestFiles
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A PNG that says it is so large; the pixels themselves are few.</summary>
    public static byte[] Png(int width = 1, int height = 1)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        return
        [
            .. PngSignature,
            .. Chunk("IHDR", header),
            .. Chunk("IDAT", Deflated([0, 0])),
            .. Chunk("IEND", []),
        ];
    }

    /// <summary>
    /// A JPEG that says it is so large, with a preview and a comment as telephones write them, and a smaller version of itself
    /// behind it.
    /// </summary>
    public static byte[] Jpeg(int width = 1, int height = 1) =>
        [.. JpegPicture(width, height), .. JpegPicture(1, 1), 0, 0, 0];

    private static byte[] JpegPicture(int width, int height) =>
        [
            0xFF,
            0xD8,
            .. Segment(0xE1, "Exif\0\0 a preview with an end of its own \u00FF\u00D9"),
            .. Segment(0xFE, "a comment"),
            0xFF,
            0xFF,
            .. Segment(
                0xC2,
                [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]
            ),
            .. Segment(0xC4, [0, 1, 2]),
            .. Segment(0xDA, [1, 1, 0, 0, 0x3F, 0]),
            0x12,
            0xFF,
            0x00,
            0xFF,
            0xD3,
            // A second scan, as progressive pictures have.
            .. Segment(0xC4, [0, 1, 2]),
            .. Segment(0xDA, [1, 1, 0, 0, 0x3F, 0]),
            0x34,
            0xFF,
            0xD9,
        ];

    /// <summary>A PDF whose objects stand readable, with whatever <paramref name="more"/> its catalogue has.</summary>
    public static byte[] Pdf(int pages = 1, string more = "") =>
        PdfOf(
            more,
            [
                "2 0 obj\n<< /Type /Pages /Kids [3 0 R] >>\nendobj\n",
                .. Enumerable
                    .Range(3, pages)
                    .Select(n => $"{n} 0 obj\n<</Type/Page/Parent 2 0 R/Contents 999 0 R>>\nendobj\n"),
            ]
        );

    /// <summary>A PDF whose tree of pages is written by the test: object 2 is its root.</summary>
    public static byte[] PdfOf(string more, IEnumerable<string> tree)
    {
        var text = new StringBuilder("%PDF-1.4\n%âãÏÓ\n");
        text.Append(
            System.Globalization.CultureInfo.InvariantCulture,
            $"1 0 obj\n<< /Type /Catalog /Pages 2 0 R {more} >>\nendobj\n"
        );
        text.AppendJoin("", tree);

        // What is inside a picture's stream is no object, whatever it looks like.
        text.Append(
            "999 0 obj\n<< /Length 31 >>\nstream\n/Type /Page /JavaScript ((unclosed\nendstream\nendobj\n"
        );
        text.Append("trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>A PDF as programs write them today: its objects in a compressed stream.</summary>
    public static byte[] CompressedPdf(int pages = 1, string more = "")
    {
        List<string> objects =
        [
            $"<< /Type /Catalog {more} >>",
            $"<< /Type /Pages /Kids [{string.Join(' ', Enumerable.Range(3, pages).Select(n => $"{n} 0 R"))}] >>",
            .. Enumerable.Repeat("<< /Type /Page /Parent 2 0 R >>", pages),
        ];
        var (head, body) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < objects.Count; i++)
        {
            head.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1} {body.Length} ");
            body.Append(objects[i]).Append(' ');
        }

        return
        [
            .. Encoding.ASCII.GetBytes(
                $"%PDF-1.5\n999 0 obj\n<< /Type /ObjStm /N {objects.Count} /First {head.Length} /Filter /FlateDecode >>\nstream\r\n"
            ),
            .. Deflated(Encoding.Latin1.GetBytes(head.ToString() + body)),
            .. "\r\nendstream\nendobj\n998 0 obj\n<< /Type /XRef /Root 1 0 R >>\nstream\n\u0001\u0002\nendstream\nendobj\nstartxref\n0\n%%EOF\n"u8,
        ];
    }

    private static byte[] Chunk(string name, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. content];
        var chunk = new byte[4 + body.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4 + body.Length), Crc(body));
        return chunk;
    }

    private static uint Crc(byte[] content)
    {
        var crc = uint.MaxValue;
        foreach (var b in content)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    private static byte[] Segment(byte marker, string content) =>
        Segment(marker, Encoding.Latin1.GetBytes(content));

    private static byte[] Segment(byte marker, byte[] content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Deflated(byte[] content)
    {
        using var deflated = new MemoryStream();
        using (var deflater = new ZLibStream(deflated, CompressionLevel.Optimal))
        {
            deflater.Write(content);
        }

        return deflated.ToArray();
    }
}
