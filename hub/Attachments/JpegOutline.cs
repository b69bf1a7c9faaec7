using System.Buffers.Binary;

namespace Hub.Attachments;

/// <summary>A JPEG: its segments up to the frame, and an end (ISO/IEC 10918-1, annex B).</summary>
internal sealed class JpegOutline : IFileOutline
{
    private const byte Marker = 0xFF;
    private const byte StartOfScan = 0xDA;
    private const int FrameLength = 8;

    public string MediaType => "image/jpeg";

    private static ReadOnlySpan<byte> StartOfImage => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> EndOfImage => [0xFF, 0xD9];

    public bool Begins(ReadOnlySpan<byte> file) => file.StartsWith(StartOfImage);

    public FileOutline? Read(ReadOnlySpan<byte> file)
    {
        var at = 2;
        long pixels = 0;
        while (at + 4 <= file.Length && file[at] == Marker)
        {
            var marker = file[at + 1];
            if (marker == Marker)
            {
                // Markers may be preceded by fill bytes.
                at++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
            {
                return null;
            }

            if (IsFrame(marker) && length >= FrameLength)
            {
                pixels = PixelsOf(file.Slice(at + 4, length - 2));
            }
            else if (marker == StartOfScan)
            {
                // Telephones put previews and films behind the end: it is somewhere, not last.
                return pixels > 0 && file[at..].IndexOf(EndOfImage) > 0 ? new FileOutline(pixels) : null;
            }

            at += 2 + length;
        }

        return null;
    }

    // SOF0 to SOF15, without the three numbers that mean something else.
    private static bool IsFrame(byte marker) =>
        marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC;

    private static long PixelsOf(ReadOnlySpan<byte> frame) =>
        (long)BinaryPrimitives.ReadUInt16BigEndian(frame[1..])
        * BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
}
