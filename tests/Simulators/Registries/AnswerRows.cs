using System.Globalization;

namespace Simulators.Registries;

/// <summary>Answers as rows of an <c>ANS</c> file.</summary>
internal static class AnswerRows
{
    /// <summary>The columns; a bureau may order them as it likes, and this one does.</summary>
    public static readonly string[] Columns =
    [
        "record",
        "request_id",
        "line",
        "outcome",
        "issued_copies",
        "issued_on",
        "reason",
        "officer",
        "act_number_found",
        "act_year_found",
        "bureau_code_held",
        "registered_item",
        "note",
    ];

    /// <summary>A row somebody typed in a hurry.</summary>
    public static IReadOnlyDictionary<string, string> Garbage { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["request_id"] = "??",
            ["line"] = "one",
            ["outcome"] = "fait",
            ["note"] = "à voir avec M. le chef du bureau; 'urgent' \"!\"",
        };

    /// <summary>An answer's row.</summary>
    public static IReadOnlyDictionary<string, string> ToRow(GivenAnswer answer) =>
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
            ["note"] = answer.Note ?? "",
        };
}
