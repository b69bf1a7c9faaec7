using System.Text;
using CsvHelper;

namespace Adapters.Exchange;

/// <summary>The rows of a file whose charset, separator and header line are known; read as often as wanted.</summary>
internal sealed class RecordSource
{
    private const int MaxHeaderBytes = 16 * 1024;

    private readonly FileBody body;
    private readonly CharsetFound charset;
    private readonly char separator;
    private readonly RecordHeader header;

    private RecordSource(FileBody body, CharsetFound charset, char separator, RecordHeader header)
    {
        this.body = body;
        this.charset = charset;
        this.separator = separator;
        this.header = header;
    }

    /// <summary>The line on which the last row read begins.</summary>
    public int LastLine { get; private set; } = 1;

    /// <summary>Has the file no column <c>record</c>? Then every row is one.</summary>
    public bool IsPlain => header.PlaceOf("record") < 0;

    /// <summary>Reads the header line; or says what is wrong with it.</summary>
    public static (RecordSource? Source, RowProblem? Problem) Open(
        FileBody body,
        CsvProfile profile,
        CharsetFound charset,
        IReadOnlyCollection<string> columns
    )
    {
        if (FindSeparator(body, profile, charset) is not { } separator)
        {
            return Wrong(
                "separator_ambiguous",
                "The header line holds two separators: one of ; tab and , is expected."
            );
        }

        using var csv = OpenCsv(body, charset, separator);
        if (!csv.Read())
        {
            return Wrong("empty_file", "The file holds no line.");
        }

        var names = Fields(csv).Select(name => name.Trim().ToLowerInvariant()).ToArray();
        var isPlain = profile.AllowsPlainRows && !names.Contains("record", StringComparer.Ordinal);
        var needed = isPlain ? columns : columns.Append("record");
        var missing = needed.Except(names, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            return Wrong("header_wrong", "The header line lacks: " + string.Join(", ", missing));
        }

        var twice = names
            .Where(name => name.Length > 0)
            .GroupBy(name => name)
            .FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? (new RecordSource(body, charset, separator, new RecordHeader(names, profile)), null)
            : Wrong("header_wrong", "The header line names a column twice.");
    }

    /// <summary>Every row after the header line, looked at without reading its fields.</summary>
    public IEnumerable<ScannedRow> Scan()
    {
        using var csv = OpenCsv(body, charset, separator);
        csv.Read();
        var place = header.PlaceOf("record");
        RecordRow Whole() => new((int)csv.LineNumber, header, Fields(csv));
        while (csv.Read())
        {
            LastLine = (int)csv.LineNumber;
            yield return new ScannedRow(LastLine, RecordOf(csv, place), Bytes(csv), Whole);
        }
    }

    /// <summary>Every row after the header line.</summary>
    public IEnumerable<RecordRow> Read()
    {
        using var csv = OpenCsv(body, charset, separator);
        csv.Read();
        while (csv.Read())
        {
            LastLine = (int)csv.LineNumber;
            yield return new RecordRow(LastLine, header, Fields(csv));
        }
    }

    private static (RecordSource?, RowProblem?) Wrong(string code, string message) =>
        (null, new RowProblem(1, null, code, message));

    private static CsvReader OpenCsv(FileBody body, CharsetFound charset, char separator)
    {
        var stream = body.OpenRead();
        stream.Position = charset.Start;
        return CsvReader.Create(
            stream,
            new CsvReaderOptions
            {
                Separator = separator,
                HasHeader = false,
                // UTF-8 was found to be right already, and is then read as it lies there.
                Encoding = charset.Encoding is UTF8Encoding ? null : charset.Encoding,
                MalformedData = CsvMalformedDataHandling.Throw,
                MaxRecordSize = 4 * RecordFile.MaxRowBytes,
                TrackLineNumbers = true,
                IncludeValuesInExceptions = false,
            }
        );
    }

    // Nearly every row is an R: its name is not made anew each time.
    private static string RecordOf(CsvReader csv, int place) =>
        place < 0 ? RecordRow.Plain
        : place >= csv.FieldCount ? ""
        : csv.GetSpan(place).SequenceEqual("R"u8) ? "R"
        : csv.GetString(place).Trim();

    private static int Bytes(CsvReader csv)
    {
        var bytes = 0;
        for (var i = 0; i < csv.FieldCount; i++)
        {
            bytes += csv.GetSpan(i).Length;
        }

        return bytes;
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
    private static char? FindSeparator(FileBody body, CsvProfile profile, CharsetFound charset)
    {
        if (profile.Separator is { } agreed)
        {
            return agreed;
        }

        using var stream = body.OpenRead();
        stream.Position = charset.Start;
        var buffer = new byte[MaxHeaderBytes];
        var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var line = buffer.AsSpan(0, read);
        var end = line.IndexOfAny((byte)'\r', (byte)'\n');
        line = end < 0 ? line : line[..end];
        var found = new List<char>();
        foreach (var candidate in (ReadOnlySpan<char>)[';', '\t', ','])
        {
            if (line.Contains((byte)candidate))
            {
                found.Add(candidate);
            }
        }

        return found.Count switch
        {
            0 => ';',
            1 => found[0],
            _ => null,
        };
    }
}

/// <summary>A row of which only the kind and the length are known; its fields while it is the current one.</summary>
internal readonly record struct ScannedRow(int Line, string Record, int Bytes, Func<RecordRow> Whole);
