using System.Globalization;
using System.Text.RegularExpressions;
using Adapters.Exchange;
using CsvHelper;

namespace Adapters.Payments;

/// <summary>
/// A provider's settlement CSV: <c>date;oid;type;gross;commission;net;settleId</c>, columns by name in any order, UTF-8. A row
/// that is wrong is refused by line and column; the others can be taken.
/// </summary>
public static partial class SettlementFile
{
    /// <summary>More than any day has; what is longer is not read.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    private const int MaxTextLength = 64;
    private static readonly string[] Columns =
    [
        "date",
        "oid",
        "type",
        "gross",
        "commission",
        "net",
        "settleid",
    ];

    private static readonly Dictionary<string, SettlementType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sale"] = SettlementType.Sale,
        ["capture"] = SettlementType.Sale,
        ["refund"] = SettlementType.Refund,
        ["credit"] = SettlementType.Refund,
        ["refund_reversed"] = SettlementType.RefundReversed,
        ["refund_failed"] = SettlementType.RefundReversed,
        ["chargeback"] = SettlementType.Chargeback,
        ["chargeback_reversed"] = SettlementType.ChargebackReversed,
    };

    /// <summary>Reads a file.</summary>
    public static SettlementReading Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            return Unreadable("file_too_large", $"More than {MaxBytes} bytes.");
        }

        if (CsvProfile.Utf8.Decode(bytes.Span) is not { } text)
        {
            return Unreadable("charset_unreadable", "The file is not UTF-8.");
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return Unreadable("nul_character", "The file holds a NUL character: it is no text.");
        }

        if (text.Trim().Length == 0)
        {
            return Unreadable("empty_file", "The file is empty.");
        }

        try
        {
            return ReadRows(text);
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

    private static SettlementReading ReadRows(string text)
    {
        using var csv = CsvReader.FromText(
            text,
            new CsvReaderOptions
            {
                Separator = ';',
                HasHeader = false,
                TrackLineNumbers = true,
                MalformedData = CsvMalformedDataHandling.Throw,
                IncludeValuesInExceptions = false,
            }
        );
        csv.Read();
        var header = Fields(csv).Select(name => name.Trim().ToLowerInvariant()).ToList();
        var missing = Columns.Except(header, StringComparer.Ordinal).ToList();
        if (missing.Count > 0 || header.Distinct(StringComparer.Ordinal).Count() != header.Count)
        {
            return Unreadable(
                "header_wrong",
                "Expected, each once: date;oid;type;gross;commission;net;settleId."
            );
        }

        var columns = new RecordHeader(header, CsvProfile.Utf8);
        var rows = new List<SettlementRow>();
        var problems = new List<RowProblem>();
        while (csv.Read())
        {
            var fields = new RowFields(
                new RecordRow((int)csv.LineNumber, columns, Fields(csv)),
                MaxTextLength
            );
            if (ReadRow((int)csv.LineNumber, fields) is { } row && fields.Problems.Count == 0)
            {
                rows.Add(row);
            }

            problems.AddRange(fields.Problems);
        }

        return new SettlementReading(rows, problems, IsReadable: true);
    }

    private static SettlementRow? ReadRow(int line, RowFields fields)
    {
        var date = ReadDate(fields);
        var oid = fields.Code("oid", required: true);
        var type = ReadType(fields);
        var gross = ReadAmount("gross", fields);
        var commission = ReadAmount("commission", fields);
        var net = ReadAmount("net", fields);
        var settleId = fields.Code("settleid", required: true);
        if (
            date is not { } on
            || type is not { } kind
            || gross is not { } g
            || commission is not { } c
            || net is not { } n
        )
        {
            return null;
        }

        if (g - c != n)
        {
            fields.Add("net", "net_wrong", "The net amount is not the gross amount less the commission.");
            return null;
        }

        if (g == 0 || (g < 0 && Direction(kind) > 0))
        {
            fields.Add("gross", "amount_wrong", "More than 0 is expected: this type pays us.");
            return null;
        }

        // Providers write what they take back with or without its sign; what it is follows from the type.
        var turn = Math.Sign(g) == Direction(kind) ? 1 : -1;
        return new SettlementRow(line, on, oid, kind, turn * g, turn * c, turn * n, settleId);
    }

    private static int Direction(SettlementType type) =>
        type is SettlementType.Refund or SettlementType.Chargeback ? -1 : 1;

    private static DateOnly? ReadDate(RowFields fields)
    {
        var text = fields.Code("date", required: true);
        if (
            DateOnly.TryParseExact(
                text,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
        )
        {
            return date;
        }

        if (text.Length > 0)
        {
            fields.Add("date", "date_wrong", "A date as yyyy-MM-dd is expected.");
        }

        return null;
    }

    private static SettlementType? ReadType(RowFields fields)
    {
        var text = fields.Code("type", required: true);
        if (Types.TryGetValue(text, out var type))
        {
            return type;
        }

        if (text.Length > 0)
        {
            fields.Add(
                "type",
                "settlement_type_unknown",
                "Known: sale, refund, refund_reversed, chargeback, chargeback_reversed."
            );
        }

        return null;
    }

    private static long? ReadAmount(string column, RowFields fields)
    {
        var text = fields.Code(column, required: true);
        if (Amount().IsMatch(text))
        {
            return (long)(
                decimal.Parse(text.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture) * 100
            );
        }

        if (text.Length > 0)
        {
            fields.Add(column, "amount_wrong", "Dirhams with two digits are expected, as 23.20.");
        }

        return null;
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

    private static SettlementReading Unreadable(string code, string message, int line = 1) =>
        new([], [new RowProblem(line, null, code, message)], IsReadable: false);

    [GeneratedRegex(
        @"^-?[0-9]{1,9}([.,][0-9]{1,2})?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Amount();
}

/// <summary>What came of reading a settlement file.</summary>
/// <param name="Rows">The good rows, in order.</param>
/// <param name="Problems">The refused rows, or why the whole file is unreadable.</param>
/// <param name="IsReadable">False: nothing of it may be applied.</param>
public sealed record SettlementReading(
    IReadOnlyList<SettlementRow> Rows,
    IReadOnlyList<RowProblem> Problems,
    bool IsReadable
);
