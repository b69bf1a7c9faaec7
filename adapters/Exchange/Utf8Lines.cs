using System.Text;

namespace Adapters.Exchange;

/// <summary>Reads bytes as UTF-8, line by line, and remembers the first line of each kind (0 = there is none).</summary>
internal sealed class Utf8Lines
{
    private readonly byte[] pending = new byte[4];
    private int held;
    private bool right;
    private bool wrong;
    private bool strange;

    /// <summary>The line that is being read, the first being 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The first line that is not UTF-8.</summary>
    public long FirstWrong { get; private set; }

    /// <summary>The first line that is UTF-8 and not plain ASCII.</summary>
    public long FirstRight { get; private set; }

    /// <summary>The first line that is UTF-8, but with letters that no name in Morocco is written with.</summary>
    public long FirstStrange { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (held > 0 && bytes.Length > 0)
        {
            // A letter may be parted by the end of a buffer.
            pending[held++] = bytes[0];
            bytes = bytes[1..];
            if (
                Rune.DecodeFromUtf8(pending.AsSpan(0, held), out var rune, out var used) is var status
                && status == System.Buffers.OperationStatus.NeedMoreData
            )
            {
                continue;
            }

            var rest = pending.AsSpan(used, held - used).ToArray();
            held = 0;
            Take(status, rune);
            AddWhole(rest);
        }

        AddWhole(bytes);
    }

    /// <summary>The last line has been read.</summary>
    public void Finish()
    {
        wrong |= held > 0;
        EndLine();
    }

    private void AddWhole(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var plain = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            var ascii = plain < 0 ? bytes : bytes[..plain];
            if (ascii.Count((byte)'\n') is > 0 and var ends)
            {
                EndLine();
                Line += ends - 1;
            }

            bytes = bytes[ascii.Length..];
            if (bytes.Length == 0)
            {
                return;
            }

            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var used);
            if (status == System.Buffers.OperationStatus.NeedMoreData)
            {
                bytes.CopyTo(pending);
                held = bytes.Length;
                return;
            }

            Take(status, rune);
            bytes = bytes[used..];
        }
    }

    private void Take(System.Buffers.OperationStatus status, Rune rune)
    {
        if (status != System.Buffers.OperationStatus.Done)
        {
            wrong = true;
            return;
        }

        if (!rune.IsAscii)
        {
            right = true;
            strange |= !IsExpected(rune.Value);
        }
        else if (rune.Value == '\n')
        {
            EndLine();
        }
    }

    private void EndLine()
    {
        FirstWrong = FirstWrong == 0 && wrong ? Line : FirstWrong;
        FirstRight = FirstRight == 0 && right && !wrong ? Line : FirstRight;
        FirstStrange = FirstStrange == 0 && strange && !wrong ? Line : FirstStrange;
        (right, wrong, strange) = (false, false, false);
        Line++;
    }

    // Latin letters of French, œ Œ Ÿ, all of Arabic with its presentation forms, Tifinagh, and the signs between words.
    private static bool IsExpected(int c) =>
        c
            is (>= 0xA0 and <= 0xFF)
                or 0x152
                or 0x153
                or 0x178
                or (>= 0x600 and <= 0x6FF)
                or (>= 0x750 and <= 0x77F)
                or (>= 0x2000 and <= 0x20CF)
                or (>= 0x2100 and <= 0x214F)
                or (>= 0x2D30 and <= 0x2D7F)
                or (>= 0xFB50 and <= 0xFDFF)
                or (>= 0xFE70 and <= 0xFEFF);
}
