using System.Globalization;
using CsvHelper;

namespace Adapters.Exchange;

/// <summary>Composes a record file: the same input always gives the same bytes.</summary>
public sealed class RecordFileWriter : IDisposable
{
    private readonly StringWriter text = new(CultureInfo.InvariantCulture);
    private readonly CsvWriter csv;
    private readonly IReadOnlyList<string> columns;
    private readonly List<string[]> written = [];
    private int rows;

    /// <summary>Begins a file with this header line; the first column is <c>record</c>.</summary>
    public RecordFileWriter(IReadOnlyList<string> columns)
    {
        this.columns = columns;
        csv = CsvWriter.Create(
            text,
            new CsvWriterOptions
            {
                Separator = ';',
                NewLine = "\r\n",
                // A partner's program reads this, not a spreadsheet: values stay as they are.
                Injection = CsvInjection.None,
            },
            leaveOpen: true
        );
        Write([.. columns]);
    }

    /// <summary>Number of <c>R</c> rows so far.</summary>
    public int Rows => rows;

    /// <summary>Adds the <c>H</c> row; fields by column name.</summary>
    public void AddHeader(IReadOnlyDictionary<string, string> fields) => Write(Line("H", fields));

    /// <summary>Adds an <c>R</c> row; fields by column name, absent ones empty.</summary>
    public void AddRow(IReadOnlyDictionary<string, string> fields)
    {
        Write(Line("R", fields));
        rows++;
    }

    /// <summary>
    /// Adds the trailer and returns the bytes in the partner's charset, or the field whose character that charset lacks.
    /// </summary>
    public ComposedFile Finish(CsvProfile profile)
    {
        var trailer = new string[columns.Count];
        Array.Fill(trailer, "");
        trailer[0] = "T";
        trailer[1] = rows.ToString(CultureInfo.InvariantCulture);
        Write(trailer);
        csv.Flush();
        var (bytes, lacking) = profile.Encode(text.ToString());
        return bytes is not null ? new ComposedFile.Done(bytes, rows) : FindLacking(profile, lacking!.Value);
    }

    public void Dispose()
    {
        csv.Dispose();
        text.Dispose();
    }

    private ComposedFile.Unwritable FindLacking(CsvProfile profile, System.Text.Rune lacking)
    {
        for (var line = 0; line < written.Count; line++)
        {
            for (var i = 0; i < written[line].Length; i++)
            {
                if (profile.Encode(written[line][i]).Bytes is null)
                {
                    return new ComposedFile.Unwritable(
                        new RowProblem(
                            line + 1,
                            columns[i],
                            "character_not_in_charset",
                            $"The character U+{lacking.Value:X4} does not exist in {profile.Charset}."
                        )
                    );
                }
            }
        }

        throw new InvalidOperationException("The text cannot be encoded although each of its fields can.");
    }

    private string[] Line(string record, IReadOnlyDictionary<string, string> fields) =>
        [.. columns.Select(column => column == "record" ? record : fields.GetValueOrDefault(column, ""))];

    private void Write(string[] fields)
    {
        written.Add(fields);
        csv.WriteRecord(fields);
    }
}

/// <summary>A composed file, or why it cannot be written for this partner.</summary>
public abstract record ComposedFile
{
    private ComposedFile() { }

    /// <summary>The bytes, and the number of <c>R</c> rows.</summary>
    public sealed record Done(byte[] Bytes, int Records) : ComposedFile;

    /// <summary>The field that the partner's charset cannot hold.</summary>
    public sealed record Unwritable(RowProblem Problem) : ComposedFile;
}
