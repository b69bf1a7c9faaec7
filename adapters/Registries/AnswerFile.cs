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

    private static readonly string[] Required = ["request_id", "line", "outcome", "reason"];

    /// <summary>Reads a file. Rows that are wrong in themselves are problems; the others are answers to be checked against their requests.</summary>
    public static AnswerFileReading Read(
        ReadOnlyMemory<byte> bytes,
        CsvProfile profile,
        IReadOnlySet<string> reasons
    )
    {
        switch (RecordFile.Read(bytes, profile, Required))
        {
            case RecordFileReading.Unreadable unreadable:
                return new AnswerFileReading.Unreadable(unreadable.Problem);
            case RecordFileReading.Readable readable:
                var answers = new List<AnswerRow>();
                var problems = new List<RowProblem>(readable.Problems);
                foreach (var row in readable.File.Rows)
                {
                    var reader = new AnswerRowReader(row, reasons);
                    if (reader.Read() is { } answer)
                    {
                        answers.Add(new AnswerRow(row.Line, answer));
                    }
                    else
                    {
                        problems.AddRange(reader.Problems);
                    }
                }

                return new AnswerFileReading.Readable(answers, problems, readable.File.Rows.Count);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The bytes of a file with these answers: for a desk's day list, and for those who test against us.</summary>
    public static ComposedFile Compose(IEnumerable<RegistryAnswer> answers, CsvProfile profile)
    {
        using var file = new RecordFileWriter(Columns);
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
                    ["issued_on"] = answer.IssuedOn ?? "",
                    ["officer"] = answer.Officer ?? "",
                    ["act_number_found"] = answer.ActNumberFound ?? "",
                    ["act_year_found"] = answer.ActYearFound?.ToString(CultureInfo.InvariantCulture) ?? "",
                    ["bureau_code_held"] = answer.BureauCodeHeld ?? "",
                    ["registered_item"] = answer.RegisteredItem ?? "",
                    ["note"] = answer.Note ?? "",
                }
            );
        }

        return file.Finish(profile);
    }
}

/// <summary>An answer and the line of the file it stands on.</summary>
public sealed record AnswerRow(int FileLine, RegistryAnswer Answer);

/// <summary>What came of reading an <c>ANS</c> file.</summary>
public abstract record AnswerFileReading
{
    private AnswerFileReading() { }

    /// <summary>Complete: its good rows and its refused ones.</summary>
    public sealed record Readable(
        IReadOnlyList<AnswerRow> Answers,
        IReadOnlyList<RowProblem> Problems,
        int Records
    ) : AnswerFileReading;

    /// <summary>Nothing of it may be applied.</summary>
    public sealed record Unreadable(RowProblem Problem) : AnswerFileReading;
}
