using System.Buffers.Binary;

namespace Hub.Attachments;

/// <summary>A JPEG: its segments and scans up to the end, and what stands behind (ISO/IEC 10918-1, annex B).</summary>
internal sealed class JpegOutline : IFileOutline
{
    private const byte Marker = 0xFF;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const int FrameLength = 8;

    public string MediaType => "image/jpeg";

    private static ReadOnlySpan<byte> StartOfImage => [0xFF, 0xD8, 0xFF];

    public bool Begins(ReadOnlySpan<byte> file) => file.StartsWith(StartOfImage);

    public FileOutline? Read(ReadOnlySpan<byte> file)
    {
        if (ReadPicture(file) is not { } first)
        {
            return null;
        }

        var pixels = first.Pixels;
        var rest = file[first.Length..];
        // Cameras put smaller versions of the picture behind it, each a whole picture (CIPA DC-007).
        while (Begins(rest) && ReadPicture(rest) is { } next)
        {
            pixels = Math.Max(pixels, next.Pixels);
            rest = rest[next.Length..];
        }

        return new FileOutline(pixels, Trailing: rest.ContainsAnyExcept((byte)0));
    }

    /// <summary>Pixels and length of the picture a part begins with; null when it has no end.</summary>
    private static (long Pixels, int Length)? ReadPicture(ReadOnlySpan<byte> file)
    {
        var at = 2;
        long pixels = 0;
        var scanned = false;
        while (at + 2 <= file.Length && file[at] == Marker)
        {
            var marker = file[at + 1];
            if (marker == Marker)
            {
                // Markers may be preceded by fill bytes.
                at++;
                continue;
            }

            if (marker == EndOfImage)
            {
                return pixels > 0 && scanned ? (pixels, at + 2) : null;
            }

            if (at + 4 > file.Length)
            {
                return null;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
            {
                return null;
            }

            if (IsFrame(marker) && length >= FrameLength)
            {
                pixels = Math.Max(pixels, PixelsOf(file.Slice(at + 4, length - 2)));
            }

            at += 2 + length;
            if (marker == StartOfScan)
            {
                scanned = true;
                at = EndOfScan(file, at);
            }
        }

        return null;
    }

    // In the data of a scan 0xFF stands before a zero or a restart number; anything else ends the scan.
    private static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        while (at + 1 < file.Length)
        {
            if (file[at] == Marker && file[at + 1] is not 0 and not (>= 0xD0 and <= 0xD7))
            {
                return at;
            }

            at++;
        }

        return file.Length;
    }

    // SOF0 to SOF15, without the three numbers that mean something else.
    private static bool IsFrame(byte marker) =>
        marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC;

    private static long PixelsOf(ReadOnlySpan<byte> frame) =>
        (long)BinaryPrimitives.ReadUInt16BigEndian(frame[1..])
        * BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
}
