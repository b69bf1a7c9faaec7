using System.Globalization;
using Adapters.Exchange;
using CsvHelper;

namespace Adapters.Post;

/// <summary>
/// The post's range file: <c>prefix;from;to;valid_from</c>, one block of numbers per line. Every line that is wrong or meets
/// another is named, so that the post corrects them all at once.
/// </summary>
public static class NumberRangeFile
{
    private static readonly string[] Columns = ["prefix", "from", "to", "valid_from"];

    /// <summary>
    /// Reads the ranges that are new. <paramref name="known"/> are those assigned before: a line that repeats one of them is
    /// passed over, a line that merely shares numbers with one is refused, for a number given out twice is two letters under
    /// one number.
    /// </summary>
    public static NumberRangeReading Read(
        ReadOnlyMemory<byte> bytes,
        IReadOnlyCollection<ItemNumberRange> known
    )
    {
        if (CsvProfile.Utf8.Decode(bytes.Span) is not { } text)
        {
            return Unreadable("charset_unreadable", "The file is not UTF-8.");
        }

        IReadOnlyList<(int Line, IReadOnlyDictionary<string, string> Fields)> rows;
        try
        {
            rows = CsvTable.Read(text, ';');
        }
        catch (CsvFormatException)
        {
            return Unreadable("csv_malformed", "A quote is opened and not closed, or stands where none may.");
        }

        if (rows.Count == 0 || Columns.Any(column => !rows[0].Fields.ContainsKey(column)))
        {
            return Unreadable("header_wrong", "Expected: prefix;from;to;valid_from and at least one line.");
        }

        var ranges = new List<ItemNumberRange>();
        var problems = new List<RowProblem>();
        foreach (var (line, fields) in rows)
        {
            if (ReadRow(line, fields, problems) is not { } range || known.Contains(range))
            {
                continue;
            }

            if (known.Concat(ranges).Any(range.Overlaps))
            {
                problems.Add(
                    new RowProblem(
                        line,
                        "from",
                        "range_overlaps",
                        "Numbers of this block are assigned already."
                    )
                );
            }
            else
            {
                ranges.Add(range);
            }
        }

        return new NumberRangeReading(ranges, problems, IsReadable: true);
    }

    private static ItemNumberRange? ReadRow(
        int line,
        IReadOnlyDictionary<string, string> fields,
        List<RowProblem> problems
    )
    {
        var before = problems.Count;
        var prefix = fields["prefix"];
        if (prefix is not ['R', >= 'A' and <= 'Z'])
        {
            problems.Add(new RowProblem(line, "prefix", "range_prefix", "Expected: RA to RZ."));
        }

        var from = Serial(line, "from", fields, problems);
        var to = Serial(line, "to", fields, problems);
        if (from > to)
        {
            problems.Add(new RowProblem(line, "to", "range_backwards", "The block ends before it begins."));
        }

        if (
            !DateOnly.TryParseExact(
                fields["valid_from"],
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var validFrom
            )
        )
        {
            problems.Add(
                new RowProblem(line, "valid_from", "date_wrong", "A date as yyyy-MM-dd is expected.")
            );
        }

        return problems.Count == before ? new ItemNumberRange(prefix, from, to, validFrom) : null;
    }

    private static int Serial(
        int line,
        string column,
        IReadOnlyDictionary<string, string> fields,
        List<RowProblem> problems
    )
    {
        var text = fields[column];
        if (
            text.Length is >= 1 and <= 8
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial)
        )
        {
            return serial;
        }

        problems.Add(
            new RowProblem(
                line,
                column,
                "range_serial",
                "Up to eight digits, without check digit, are expected."
            )
        );
        return 0;
    }

    private static NumberRangeReading Unreadable(string code, string message) =>
        new([], [new RowProblem(1, null, code, message)], IsReadable: false);
}

/// <summary>What came of reading a range file.</summary>
/// <param name="Ranges">The good new lines; none overlaps another or a known one. To be taken only when no line is refused.</param>
/// <param name="Problems">The refused lines, or why the whole file is unreadable.</param>
/// <param name="IsReadable">False: nothing of it may be applied.</param>
public sealed record NumberRangeReading(
    IReadOnlyList<ItemNumberRange> Ranges,
    IReadOnlyList<RowProblem> Problems,
    bool IsReadable
);
