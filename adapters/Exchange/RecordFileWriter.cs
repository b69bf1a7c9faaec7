using System.Globalization;
using System.Text;
using CsvHelper;

namespace Adapters.Exchange;

/// <summary>
/// Composes a record file as the partner wants it written, row by row: a large one goes to disk as it grows. The same input
/// always gives the same bytes.
/// </summary>
public sealed class RecordFileWriter : IDisposable
{
    private readonly SpoolStream spool = new();
    private readonly StreamWriter text;
    private readonly CsvWriter csv;
    private readonly IReadOnlyList<string> columns;
    private readonly CsvProfile profile;
    private RowProblem? lacking;
    private int line;

    /// <summary>Begins a file in UTF-8 with this header line; the first column is <c>record</c>.</summary>
    public RecordFileWriter(IReadOnlyList<string> columns)
        : this(columns, CsvProfile.Utf8) { }

    /// <summary>Begins a file for a partner.</summary>
    public RecordFileWriter(IReadOnlyList<string> columns, CsvProfile profile)
    {
        this.columns = columns;
        this.profile = profile;
        if (profile is { WritesByteOrderMark: true, Charset: CsvProfile.Utf8Name })
        {
            spool.Write(Encoding.UTF8.Preamble);
        }

        // What the charset lacks is found field by field, and is then never encoded.
        text = new StreamWriter(spool, profile.StrictEncoding, leaveOpen: true);
        csv = CsvWriter.Create(
            text,
            new CsvWriterOptions
            {
                Separator = profile.Separator ?? ';',
                NewLine = "\r\n",
                // A partner's program reads this, not a spreadsheet: values stay as they are.
                Injection = CsvInjection.None,
            },
            leaveOpen: true
        );
        Write([.. columns]);
    }

    /// <summary>Number of <c>R</c> rows so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds the <c>H</c> row; fields by column name.</summary>
    public void AddHeader(IReadOnlyDictionary<string, string> fields) => Write(Line("H", fields));

    /// <summary>Adds an <c>R</c> row; fields by column name, absent ones empty.</summary>
    public void AddRow(IReadOnlyDictionary<string, string> fields)
    {
        Write(Line("R", fields));
        Rows++;
    }

    /// <summary>Adds an <c>R</c> row; the fields in the order of the columns behind <c>record</c>.</summary>
    public void AddRow(params ReadOnlySpan<string> fields)
    {
        if (fields.Length != columns.Count - 1)
        {
            throw new InvalidOperationException(
                $"A row has {fields.Length} fields for the {columns.Count} columns of its file."
            );
        }

        var row = new string[columns.Count];
        row[0] = "R";
        fields.CopyTo(row.AsSpan(1));
        Write(row);
        Rows++;
    }

    /// <summary>Adds the trailer and returns the file, or the field whose character the partner's charset lacks.</summary>
    public ComposedFile Finish()
    {
        var trailer = new string[columns.Count];
        Array.Fill(trailer, "");
        trailer[0] = "T";
        trailer[1] = Rows.ToString(CultureInfo.InvariantCulture);
        Write(trailer);
        if (lacking is not null)
        {
            return new ComposedFile.Unwritable(lacking);
        }

        csv.Flush();
        text.Flush();
        return new ComposedFile.Done(spool.Finish(), Rows);
    }

    public void Dispose()
    {
        csv.Dispose();
        text.Dispose();
        spool.Dispose();
    }

    private string[] Line(string record, IReadOnlyDictionary<string, string> fields) =>
        [.. columns.Select(column => column == "record" ? record : fields.GetValueOrDefault(column, ""))];

    private void Write(string[] fields)
    {
        line++;
        if (lacking is null && FindLacking(fields) is { } problem)
        {
            lacking = problem;
        }

        if (lacking is null)
        {
            csv.WriteRecord(fields);
        }
    }

    private RowProblem? FindLacking(string[] fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (!Ascii.IsValid(fields[i]) && profile.Encode(fields[i]).Lacking is { } character)
            {
                return new RowProblem(
                    line,
                    columns[i],
                    "character_not_in_charset",
                    $"The character '{character}' (U+{character.Value:X4}) does not exist in {profile.Charset}."
                );
            }
        }

        return null;
    }
}

/// <summary>A composed file, or why it cannot be written for this partner.</summary>
public abstract record ComposedFile
{
    private ComposedFile() { }

    /// <summary>The file, and the number of its <c>R</c> rows.</summary>
    public sealed record Done(FileBody Body, int Records) : ComposedFile
    {
        /// <summary>A file that was composed in memory.</summary>
        public Done(byte[] bytes, int records)
            : this(FileBody.Of(bytes), records) { }

        /// <summary>Its bytes, for those who know that it is small.</summary>
        public byte[] Bytes => Body.ToArray();
    }

    /// <summary>The field that the partner's charset cannot hold.</summary>
    public sealed record Unwritable(RowProblem Problem) : ComposedFile;
}
