using System.Text.RegularExpressions;
using Adapters.Exchange;

namespace Adapters.Registries;

/// <summary>Reads one row of an answer file, noting everything that is wrong with it.</summary>
internal sealed partial class AnswerRowReader(RecordRow row, IReadOnlySet<string> reasons)
{
    private const int MaxCopies = 99;
    private const int MaxTextLength = 500;

    private readonly RowFields fields = new(row, MaxTextLength);

    /// <summary>The answer of a row, or what is wrong with it.</summary>
    public static AnswerFileRow Read(RecordRow row, IReadOnlySet<string> reasons)
    {
        var reader = new AnswerRowReader(row, reasons);
        var answer = reader.Read();
        var problems = reader.fields.Problems;
        return new AnswerFileRow(row.Line, problems.Count == 0 ? answer : null, problems)
        {
            IsBlank = problems.Count > 0 && AnswerFile.AnswerColumns.All(column => row[column].Length == 0),
        };
    }

    private RegistryAnswer Read()
    {
        var outcome = fields.Code("outcome", required: true);
        if (outcome.Length > 0 && !AnswerOutcomes.All.Contains(outcome))
        {
            fields.Add(
                "outcome",
                "outcome_unknown",
                $"Known outcomes: {string.Join(", ", AnswerOutcomes.All)}."
            );
        }

        return new RegistryAnswer(
            RequestId(),
            fields.Whole("line", 1, 99, required: true) ?? 0,
            outcome,
            Reason(outcome),
            fields.Whole("issued_copies", 0, MaxCopies, required: IsIssue(outcome)),
            fields.Day("issued_on", required: IsIssue(outcome)),
            fields.OptionalText("officer"),
            fields.OptionalCode("act_number_found"),
            fields.Whole("act_year_found", 1, 2200, required: false),
            Held(outcome),
            fields.OptionalCode("registered_item"),
            fields.OptionalText("note")
        );
    }

    private static bool IsIssue(string outcome) =>
        outcome is AnswerOutcomes.Issued or AnswerOutcomes.PartiallyIssued;

    private string RequestId()
    {
        var id = fields.Code("request_id", required: true);
        if (ShortNumber().IsMatch(id))
        {
            fields.Add(
                "request_id",
                "leading_zeros_lost",
                "The number in the request id has six digits: the zeros before it are missing."
            );
        }

        return id;
    }

    private string? Reason(string outcome)
    {
        var reason = fields.Code("reason", required: false);
        if (reason.Length == 0)
        {
            if (
                AnswerOutcomes.All.Contains(outcome)
                && outcome is not (AnswerOutcomes.Issued or AnswerOutcomes.InSearch)
            )
            {
                fields.Add(
                    "reason",
                    "reason_missing",
                    "Every outcome but 'issued' and 'in_search' needs a coded reason."
                );
            }

            return null;
        }

        if (!reasons.Contains(reason))
        {
            fields.Add("reason", "reason_unknown", "The reason is not in the coded list.");
        }

        return reason;
    }

    private string? Held(string outcome)
    {
        var held = fields.Code("bureau_code_held", required: false);
        if (outcome == AnswerOutcomes.Rerouted && held.Length == 0)
        {
            fields.Add(
                "bureau_code_held",
                "bureau_held_missing",
                "'rerouted' must name the bureau that holds the act."
            );
        }

        return held.Length == 0 ? null : held;
    }

    // CASA-2026-000123-R1 whose number went through a program that took it for a number.
    [GeneratedRegex("^[A-Z]+-[0-9]{4}-[0-9]{1,5}-R[0-9]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShortNumber();
}
