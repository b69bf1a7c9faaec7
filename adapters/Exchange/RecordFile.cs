using System.Globalization;
using CsvHelper;

namespace Adapters.Exchange;

/// <summary>
/// A CSV file of records: a header line by name, then rows whose <c>record</c> is <c>H</c>, <c>R</c> or <c>T</c>; the trailer
/// <c>T</c> carries the number of <c>R</c> rows. Only a file that is complete by its own count is readable at all.
/// </summary>
public sealed class RecordFile
{
    /// <summary>One row longer than this is no row of ours.</summary>
    public const int MaxRowChars = 64 * 1024;

    private RecordFile(IReadOnlyList<RecordRow> headers, IReadOnlyList<RecordRow> rows)
    {
        Headers = headers;
        Rows = rows;
    }

    /// <summary>The <c>H</c> rows.</summary>
    public IReadOnlyList<RecordRow> Headers { get; }

    /// <summary>The <c>R</c> rows, in order.</summary>
    public IReadOnlyList<RecordRow> Rows { get; }

    /// <summary>Reads a file; <paramref name="columns"/> must all be named in its header line, in any order.</summary>
    public static RecordFileReading Read(
        ReadOnlyMemory<byte> bytes,
        CsvProfile profile,
        IReadOnlyCollection<string> columns
    )
    {
        if (profile.Decode(bytes.Span) is not { } text)
        {
            return Unreadable(
                "charset_unreadable",
                "The file is neither UTF-8 nor in the charset agreed on.",
                1
            );
        }

        if (text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var nul)
        {
            var line = text.AsSpan(0, nul).Count('\n') + 1;
            return Unreadable("nul_character", "The file holds a NUL character: it is no text.", line);
        }

        try
        {
            return ReadRecords(text, columns);
        }
        catch (CsvFormatException exception)
        {
            return Unreadable(
                "csv_malformed",
                "A quote is opened and not closed, or stands where none may.",
                (int)exception.LineNumber
            );
        }
    }

    private static RecordFileReading ReadRecords(string text, IReadOnlyCollection<string> columns)
    {
        using var csv = CsvReader.FromText(
            text,
            new CsvReaderOptions
            {
                Separator = DetectSeparator(text),
                HasHeader = false,
                MalformedData = CsvMalformedDataHandling.Throw,
                TrackLineNumbers = true,
                IncludeValuesInExceptions = false,
            }
        );
        if (!csv.Read())
        {
            return Unreadable("empty_file", "The file is empty.", 1);
        }

        var header = Fields(csv).Select(name => name.Trim().ToLowerInvariant()).ToArray();
        var missing = columns.Append("record").Except(header, StringComparer.Ordinal).ToList();
        if (missing.Count > 0 || header.Distinct(StringComparer.Ordinal).Count() != header.Length)
        {
            return Unreadable(
                "header_wrong",
                missing.Count > 0
                    ? "The header line lacks: " + string.Join(", ", missing)
                    : "The header line names a column twice.",
                1
            );
        }

        return ReadRows(csv, header);
    }

    private static RecordFileReading ReadRows(CsvReader csv, string[] header)
    {
        var heads = new List<RecordRow>();
        var rows = new List<RecordRow>();
        var problems = new List<RowProblem>();
        RecordRow? trailer = null;
        while (csv.Read())
        {
            var row = new RecordRow((int)csv.LineNumber, header, Fields(csv));
            if (trailer is not null)
            {
                return Unreadable("data_after_trailer", "Rows follow the trailer.", row.Line);
            }

            switch (row["record"])
            {
                case "H":
                    heads.Add(row);
                    break;
                case "R":
                    rows.Add(row);
                    break;
                case "T":
                    trailer = row;
                    break;
                default:
                    return Unreadable("record_unknown", "A row begins with neither H, R nor T.", row.Line);
            }
        }

        if (trailer is null)
        {
            return Unreadable(
                "trailer_missing",
                "The trailer row T is missing: the file is not complete.",
                rows.Count + 1
            );
        }

        return trailer.FirstNumber() == rows.Count
            ? new RecordFileReading.Readable(new RecordFile(heads, rows), problems)
            : Unreadable(
                "trailer_count",
                $"The trailer does not count {rows.Count.ToString(CultureInfo.InvariantCulture)} rows.",
                trailer.Line
            );
    }

    private static string[] Fields(CsvReader csv)
    {
        var fields = new string[csv.FieldCount];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = csv.GetString(i);
        }

        return fields;
    }

    // The header line holds plain names only, so the separator that occurs in it is the separator.
    private static char DetectSeparator(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? text.AsSpan() : text.AsSpan(0, end);
        return line.Contains(';') ? ';'
            : line.Contains('\t') ? '\t'
            : line.Contains(',') ? ','
            : ';';
    }

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
