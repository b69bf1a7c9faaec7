using CsvHelper;

namespace Adapters.Exchange;

/// <summary>
/// A CSV file of records: a header line by name, then rows whose <c>record</c> is <c>H</c>, <c>R</c> or <c>T</c>; the trailer
/// <c>T</c> carries the number of <c>R</c> rows. Only a file that is complete by its own count is readable at all: it is read
/// through once to know, and again, row by row, for its content.
/// </summary>
public sealed class RecordFile
{
    /// <summary>One row longer than this, in UTF-8, is no row of ours.</summary>
    public const int MaxRowBytes = 64 * 1024;

    /// <summary>Head rows that are kept.</summary>
    private const int MaxHeaders = 100;

    private readonly RecordSource source;

    private RecordFile(RecordSource source, IReadOnlyList<RecordRow> headers, int rowCount)
    {
        this.source = source;
        Headers = headers;
        RowCount = rowCount;
    }

    /// <summary>The <c>H</c> rows.</summary>
    public IReadOnlyList<RecordRow> Headers { get; }

    /// <summary>The number of <c>R</c> rows.</summary>
    public int RowCount { get; }

    /// <summary>Does the file not count its rows itself? Only its <c>.ok</c> can say then whether it is complete.</summary>
    public bool IsPlain => source.IsPlain;

    /// <summary>The <c>R</c> rows, in order, read from the file as they are asked for.</summary>
    public IEnumerable<RecordRow> Rows => source.Read().Where(row => row.Record == "R");

    /// <summary>Reads a file; <paramref name="columns"/> must all be named in its header line, in any order.</summary>
    public static RecordFileReading Read(
        ReadOnlyMemory<byte> bytes,
        CsvProfile profile,
        IReadOnlyCollection<string> columns
    ) => Read(FileBody.Of(bytes), profile, columns);

    /// <summary>As above, of a file that may be larger than memory.</summary>
    public static RecordFileReading Read(
        FileBody body,
        CsvProfile profile,
        IReadOnlyCollection<string> columns
    )
    {
        if (body.Length == 0)
        {
            return Unreadable("empty_file", "The file is empty.", 1);
        }

        var charset = CharsetScan.Run(body, profile);
        if (charset.Problem is { } problem)
        {
            return new RecordFileReading.Unreadable(problem);
        }

        try
        {
            return RecordSource.Open(body, profile, charset, columns) switch
            {
                (_, { } wrong) => new RecordFileReading.Unreadable(wrong),
                var (source, _) => Check(source!),
            };
        }
        catch (CsvFormatException exception)
        {
            return Unreadable(
                "csv_malformed",
                "A quote is opened and not closed, or stands where none may; or a row is longer than any of ours.",
                (int)exception.LineNumber
            );
        }
    }

    private static RecordFileReading Check(RecordSource source)
    {
        var heads = new List<RecordRow>();
        var count = 0;
        RecordRow? trailer = null;
        foreach (var row in source.Scan())
        {
            if (trailer is not null)
            {
                return Unreadable("data_after_trailer", "Rows follow the trailer.", row.Line);
            }

            if (row.Bytes > MaxRowBytes)
            {
                return Unreadable("row_too_long", $"A row has more than {MaxRowBytes} bytes.", row.Line);
            }

            switch (row.Record)
            {
                case "H" when heads.Count < MaxHeaders:
                    heads.Add(row.Whole());
                    break;
                case "H":
                    return Unreadable(
                        "header_rows",
                        $"The file has more than {MaxHeaders} head rows.",
                        row.Line
                    );
                case "R":
                    count++;
                    break;
                case "T":
                    trailer = row.Whole();
                    break;
                default:
                    return Unreadable("record_unknown", "A row begins with neither H, R nor T.", row.Line);
            }
        }

        return Conclude(source, heads, count, trailer);
    }

    private static RecordFileReading Conclude(
        RecordSource source,
        List<RecordRow> heads,
        int count,
        RecordRow? trailer
    ) =>
        source.IsPlain || trailer?.FirstNumber() == count
            ? new RecordFileReading.Readable(new RecordFile(source, heads, count), [])
        : trailer is null
            ? Unreadable(
                "trailer_missing",
                "The trailer row T is missing: the file is not complete.",
                source.LastLine
            )
        : Unreadable("trailer_count", $"The trailer does not count {count} rows.", trailer.Line);

    private static RecordFileReading.Unreadable Unreadable(string code, string message, int line) =>
        new(new RowProblem(line, null, code, message));
}

/// <summary>What came of reading a file as records.</summary>
public abstract record RecordFileReading
{
    private RecordFileReading() { }

    /// <summary>Complete by its own count.</summary>
    public sealed record Readable(RecordFile File, IReadOnlyList<RowProblem> Problems) : RecordFileReading;

    /// <summary>Nothing of it may be applied.</summary>
    public sealed record Unreadable(RowProblem Problem) : RecordFileReading;
}
