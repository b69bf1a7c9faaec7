using System.Globalization;

namespace Adapters.Exchange;

/// <summary>
/// The answers to a file: <c>ACK</c> when it was taken (with the rows that were refused), <c>ERR</c> when it could not be read
/// at all. Exactly one of them per file.
/// </summary>
public static class Receipts
{
    private static readonly string[] ErrColumns =
    [
        "record",
        "file",
        "sha256",
        "line",
        "column",
        "code",
        "message",
    ];

    /// <summary>The <c>ACK</c> of a file: its hash and count, then each row as taken or refused.</summary>
    public static ComposedFile Acknowledge(string file, FileSeal seal, IReadOnlyList<ReceiptRow> rows)
    {
        using var ack = new AckWriter(file, seal, CsvProfile.Utf8);
        foreach (var row in rows)
        {
            ack.Add(row);
        }

        return ack.Finish();
    }

    /// <summary>The <c>ERR</c> of a file that could not be read.</summary>
    public static ComposedFile Refuse(string file, string sha256, IReadOnlyList<RowProblem> problems)
    {
        using var err = new RecordFileWriter(ErrColumns);
        err.AddHeader(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["file"] = file, ["sha256"] = sha256 }
        );
        foreach (var problem in problems)
        {
            err.AddRow(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["line"] = problem.Line.ToString(CultureInfo.InvariantCulture),
                    ["column"] = problem.Column ?? "",
                    ["code"] = problem.Code,
                    ["message"] = problem.Message,
                }
            );
        }

        return err.Finish();
    }

    /// <summary>Reads a partner's <c>ACK</c> or <c>ERR</c>.</summary>
    public static ReceiptReading Read(FileKind kind, ReadOnlyMemory<byte> bytes)
    {
        string[] needed = kind == FileKind.ACK ? ["file", "sha256"] : ["file", "code"];
        if (
            RecordFile.Read(bytes, CsvProfile.Utf8, needed)
            is not RecordFileReading.Readable { File: var file }
        )
        {
            return new ReceiptReading.Unreadable();
        }

        // The file it is about stands in the header row; a partner may repeat it in every row instead.
        var about = file.Headers.Concat(file.Rows).FirstOrDefault(row => row["file"].Length > 0);
        if (about is null)
        {
            return new ReceiptReading.Unreadable();
        }

        var refused = file
            .Rows.Where(row => kind == FileKind.ERR || row["status"] is "refused")
            .Select(row => new ReceiptRow(
                LineOf(row),
                row["request_id"],
                new RowProblem(LineOf(row), row["column"], row["code"], row["message"])
            ))
            .ToList();
        return new ReceiptReading.Readable(about["file"], about["sha256"].ToLowerInvariant(), refused);
    }

    private static int LineOf(RecordRow row) =>
        int.TryParse(row["line"], NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 0;
}

/// <summary>One row's fate.</summary>
/// <param name="Problem">Why it was refused; null when it was taken.</param>
public sealed record ReceiptRow(int Line, string RequestId, RowProblem? Problem);

/// <summary>What a partner's receipt says.</summary>
public abstract record ReceiptReading
{
    private ReceiptReading() { }

    /// <summary>Which file it is about, and the rows it refuses.</summary>
    public sealed record Readable(string File, string Sha256, IReadOnlyList<ReceiptRow> Refused)
        : ReceiptReading;

    /// <summary>It cannot be read.</summary>
    public sealed record Unreadable : ReceiptReading;
}
