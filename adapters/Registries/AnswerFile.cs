using System.Globalization;
using Adapters.Exchange;

namespace Adapters.Registries;

/// <summary>The <c>ANS</c> file: one row per answered line (protocols.md §3b).</summary>
public static class AnswerFile
{
    /// <summary>The columns, in the order we would write them; a bureau may order them differently.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "record",
        "request_id",
        "line",
        "outcome",
        "reason",
        "issued_copies",
        "issued_on",
        "officer",
        "act_number_found",
        "act_year_found",
        "bureau_code_held",
        "registered_item",
        "note",
    ];

    /// <summary>The columns that answer; those before them say what is answered.</summary>
    internal static readonly IReadOnlyList<string> AnswerColumns = [.. Columns.Skip(3)];

    private static readonly string[] Required = ["request_id", "line", "outcome", "reason"];

    /// <summary>Reads a file that is in memory.</summary>
    public static AnswerFileReading Read(
        ReadOnlyMemory<byte> bytes,
        CsvProfile profile,
        IReadOnlySet<string> reasons
    ) => Read(FileBody.Of(bytes), profile, reasons);

    /// <summary>
    /// Reads a file. Rows that are wrong in themselves have problems; the others are answers to be checked against their
    /// requests.
    /// </summary>
    public static AnswerFileReading Read(FileBody body, CsvProfile profile, IReadOnlySet<string> reasons) =>
        RecordFile.Read(body, profile, Required) switch
        {
            RecordFileReading.Unreadable unreadable => new AnswerFileReading.Unreadable(unreadable.Problem),
            RecordFileReading.Readable { File: var file } => new AnswerFileReading.Readable(
                file.Rows.Select(row => AnswerRowReader.Read(row, reasons)),
                file.RowCount
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The bytes of a file with these answers: for a desk's day list, and for those who test against us.</summary>
    public static ComposedFile Compose(IEnumerable<RegistryAnswer> answers, CsvProfile profile)
    {
        using var file = new RecordFileWriter(Columns, profile);
        foreach (var answer in answers)
        {
            file.AddRow(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["request_id"] = answer.RequestId,
                    ["line"] = answer.Line.ToString(CultureInfo.InvariantCulture),
                    ["outcome"] = answer.Outcome,
                    ["reason"] = answer.Reason ?? "",
                    ["issued_copies"] = answer.IssuedCopies?.ToString(CultureInfo.InvariantCulture) ?? "",
                    ["issued_on"] = answer.IssuedOn is { } day ? profile.WriteDay(day) : "",
                    ["officer"] = answer.Officer ?? "",
                    ["act_number_found"] = answer.ActNumberFound ?? "",
                    ["act_year_found"] = answer.ActYearFound?.ToString(CultureInfo.InvariantCulture) ?? "",
                    ["bureau_code_held"] = answer.BureauCodeHeld ?? "",
                    ["registered_item"] = answer.RegisteredItem ?? "",
                    ["note"] = answer.Note ?? "",
                }
            );
        }

        return file.Finish();
    }
}

/// <summary>One row of the file: an answer, or what is wrong with it.</summary>
/// <param name="Line">Where it stands in the file.</param>
/// <param name="Answer">Null when the row is refused.</param>
/// <param name="Problems">Empty when it is not.</param>
public sealed record AnswerFileRow(int Line, RegistryAnswer? Answer, IReadOnlyList<RowProblem> Problems)
{
    /// <summary>Does the row name a request and answer nothing? In a form somebody has yet to fill that is no mistake.</summary>
    public bool IsBlank { get; init; }
}

/// <summary>An answer and the line of the file it stands on.</summary>
public sealed record AnswerRow(int FileLine, RegistryAnswer Answer);

/// <summary>What came of reading an <c>ANS</c> file.</summary>
public abstract record AnswerFileReading
{
    private AnswerFileReading() { }

    /// <summary>Complete.</summary>
    /// <param name="Rows">Its rows, read from the file as they are asked for.</param>
    /// <param name="Records">How many they are.</param>
    public sealed record Readable(IEnumerable<AnswerFileRow> Rows, int Records) : AnswerFileReading
    {
        /// <summary>The good rows, for those who know that the file is small.</summary>
        public IReadOnlyList<AnswerRow> Answers =>
            [
                .. Rows.Where(row => row.Answer is not null)
                    .Select(row => new AnswerRow(row.Line, row.Answer!)),
            ];

        /// <summary>What is wrong with the others.</summary>
        public IReadOnlyList<RowProblem> Problems => [.. Rows.SelectMany(row => row.Problems)];
    }

    /// <summary>Nothing of it may be applied.</summary>
    public sealed record Unreadable(RowProblem Problem) : AnswerFileReading;
}
