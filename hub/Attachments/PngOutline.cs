using System.Buffers.Binary;

namespace Hub.Attachments;

/// <summary>A PNG: its chunks from the header to the end (ISO/IEC 15948, §5).</summary>
internal sealed class PngOutline : IFileOutline
{
    private const int LengthAndName = 8;
    private const int Checksum = 4;
    private const int HeaderLength = 13;

    public string MediaType => "image/png";

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public bool Begins(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public FileOutline? Read(ReadOnlySpan<byte> file)
    {
        var rest = file[Signature.Length..];
        long pixels = 0;
        var data = false;
        while (rest.Length >= LengthAndName + Checksum)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - LengthAndName - Checksum)
            {
                return null;
            }

            var name = rest.Slice(4, 4);
            var content = rest.Slice(LengthAndName, (int)length);
            if (name.SequenceEqual("IHDR"u8) && content.Length == HeaderLength)
            {
                pixels = PixelsOf(content);
            }
            else if (name.SequenceEqual("IDAT"u8))
            {
                data = true;
            }
            else if (name.SequenceEqual("IEND"u8))
            {
                var chunk = LengthAndName + (int)length + Checksum;
                return pixels > 0 && data
                    ? new FileOutline(pixels, Trailing: length > 0 || rest.Length > chunk)
                    : null;
            }

            if (pixels == 0)
            {
                // The header comes first.
                return null;
            }

            rest = rest[(LengthAndName + (int)length + Checksum)..];
        }

        return null;
    }

    private static long PixelsOf(ReadOnlySpan<byte> header)
    {
        var width = BinaryPrimitives.ReadUInt32BigEndian(header);
        var height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        // Both are at most 2³¹ − 1 in a valid file; their product fits.
        return width > int.MaxValue || height > int.MaxValue ? 0 : (long)width * height;
    }
}
