using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Adapters.Exchange;

/// <summary>
/// Takes bytes as they come and makes a <see cref="FileBody"/> of them. Up to a megabyte stays in memory; what is more goes
/// to a temporary file whose name is removed at once.
/// </summary>
/// <param name="maxBytes">More than this is refused with <see cref="FileTooLongException"/>.</param>
public sealed class SpoolStream(long maxBytes = long.MaxValue) : Stream
{
    /// <summary>Bytes that are kept in memory.</summary>
    public const int MaxInMemory = 1024 * 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private MemoryStream? memory = new();
    private SafeFileHandle? file;
    private long length;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => length;

    public override long Position
    {
        get => length;
        set => throw new NotSupportedException();
    }

    /// <summary>The file as written; nothing can be added to it.</summary>
    public FileBody Finish()
    {
        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (file is null)
        {
            return FileBody.Of(memory!.GetBuffer().AsMemory(0, (int)length), sha256);
        }

        var body = FileBody.Of(file, length, sha256);
        file = null;
        return body;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (length + buffer.Length > maxBytes)
        {
            throw new FileTooLongException(maxBytes);
        }

        hash.AppendData(buffer);
        if (memory is not null && length + buffer.Length > MaxInMemory)
        {
            MoveToDisk();
        }

        if (memory is not null)
        {
            memory.Write(buffer);
        }
        else
        {
            RandomAccess.Write(file!, buffer, length);
        }

        length += buffer.Length;
    }

    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            file?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void MoveToDisk()
    {
        var path = Path.Combine(Path.GetTempPath(), "hub-file-" + Path.GetRandomFileName());
        file = File.OpenHandle(
            path,
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete,
            FileOptions.Asynchronous
        );
        // It holds personal data: without a name nobody finds it, and a crash leaves nothing behind.
        File.Delete(path);
        RandomAccess.Write(file, memory!.GetBuffer().AsSpan(0, (int)length), 0);
        memory = null;
    }
}

/// <summary>A file went on beyond the length agreed on.</summary>
public sealed class FileTooLongException(long maxBytes)
    : IOException($"The file has more than {maxBytes} bytes.");
