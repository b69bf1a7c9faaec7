using System.Text;

namespace Simulators.Mail;

/// <summary>An SMTP connection as lines of bytes; replies as text.</summary>
internal sealed class SmtpLines(Stream stream)
{
    private const int MaxLineBytes = 4096;
    private readonly byte[] buffer = new byte[8192];
    private int start;
    private int end;

    /// <summary>The next line without its CRLF; null when the client is gone or writes lines no client writes.</summary>
    public async Task<byte[]?> ReadAsync(CancellationToken ct)
    {
        using var line = new MemoryStream();
        while (line.Length <= MaxLineBytes)
        {
            if (start == end)
            {
                (start, end) = (0, await stream.ReadAsync(buffer, ct));
                if (end == 0)
                {
                    return null;
                }
            }

            var cut = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            var take = (cut < 0 ? end : cut + 1) - start;
            line.Write(buffer, start, take);
            start += take;
            if (cut >= 0)
            {
                var length = (int)line.Length;
                var bytes = line.GetBuffer();
                return length >= 2 && bytes[length - 2] == '\r'
                    ? bytes[..(length - 2)]
                    : bytes[..(length - 1)];
            }
        }

        return null;
    }

    /// <summary>
    /// The lines of a message up to the single dot, dots unstuffed; null when the client left in the middle. More than
    /// <paramref name="maxBytes"/> are read and thrown away: <c>TooLong</c> says so.
    /// </summary>
    public async Task<(byte[] Content, bool TooLong)?> ReadMessageAsync(int maxBytes, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var tooLong = false;
        while (await ReadAsync(ct) is { } line)
        {
            if (line is [(byte)'.'])
            {
                return (content.ToArray(), tooLong);
            }

            var text = line is [(byte)'.', ..] ? line.AsMemory(1) : line;
            tooLong |= content.Length + text.Length + 2 > maxBytes;
            if (!tooLong)
            {
                content.Write(text.Span);
                content.Write("\r\n"u8);
            }
        }

        return null;
    }

    /// <summary>Sends a reply of one or several lines; the last one has a space after the code.</summary>
    public async Task ReplyAsync(CancellationToken ct, params string[] lines)
    {
        var text = string.Concat(lines.Select(line => line + "\r\n"));
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        await stream.FlushAsync(ct);
    }
}
