using System.Security.Cryptography;

namespace Adapters.Exchange;

/// <summary>
/// The bytes of a file with their hash: small ones in memory, large ones in a temporary file that is nameless from its first
/// moment, so that nothing of it outlives this process. Read as often as wanted.
/// </summary>
public abstract class FileBody : IDisposable
{
    private FileBody(long length, string sha256)
    {
        Length = length;
        Sha256 = sha256;
    }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>Of all bytes, lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>The bytes from the first one on. Several readers may be open at once.</summary>
    public abstract Stream OpenRead();

    /// <summary>All of them in memory: for files that are small by their nature.</summary>
    public virtual byte[] ToArray()
    {
        var bytes = new byte[Length];
        using var stream = OpenRead();
        stream.ReadExactly(bytes);
        return bytes;
    }

    public abstract void Dispose();

    /// <summary>Bytes that are in memory already.</summary>
    public static FileBody Of(ReadOnlyMemory<byte> bytes) => new InMemory(bytes, HashOf(bytes.Span));

    internal static FileBody Of(ReadOnlyMemory<byte> bytes, string sha256) => new InMemory(bytes, sha256);

    internal static FileBody Of(
        Microsoft.Win32.SafeHandles.SafeFileHandle file,
        long length,
        string sha256
    ) => new OnDisk(file, length, sha256);

    private static string HashOf(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed class InMemory(ReadOnlyMemory<byte> bytes, string sha256) : FileBody(bytes.Length, sha256)
    {
        public override Stream OpenRead() =>
            System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var segment)
                ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
                : new MemoryStream(bytes.ToArray(), writable: false);

        public override byte[] ToArray() => bytes.ToArray();

        public override void Dispose() { }
    }

    private sealed class OnDisk(Microsoft.Win32.SafeHandles.SafeFileHandle file, long length, string sha256)
        : FileBody(length, sha256)
    {
        public override Stream OpenRead() => new HandleReader(file, Length);

        public override void Dispose() => file.Dispose();
    }
}
