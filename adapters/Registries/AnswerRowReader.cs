using System.Globalization;
using Adapters.Exchange;

namespace Adapters.Registries;

/// <summary>Reads one row of an answer file, noting everything that is wrong with it.</summary>
internal sealed class AnswerRowReader(RecordRow row, IReadOnlySet<string> reasons)
{
    private const int MaxCopies = 99;
    private const int MaxTextLength = 500;

    private readonly RowFields fields = new(row, MaxTextLength);

    public IReadOnlyList<RowProblem> Problems => fields.Problems;

    /// <summary>The answer; null when the row is refused.</summary>
    public RegistryAnswer? Read()
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

        var answer = new RegistryAnswer(
            fields.Code("request_id", required: true),
            Whole("line", 1, 99, required: true) ?? 0,
            outcome,
            Reason(outcome),
            Whole("issued_copies", 0, MaxCopies, required: IsIssue(outcome)),
            Day("issued_on", required: IsIssue(outcome)),
            fields.OptionalText("officer"),
            fields.OptionalCode("act_number_found"),
            Whole("act_year_found", 1, 2200, required: false),
            Held(outcome),
            fields.OptionalCode("registered_item"),
            fields.OptionalText("note")
        );
        return Problems.Count == 0 ? answer : null;
    }

    private static bool IsIssue(string outcome) =>
        outcome is AnswerOutcomes.Issued or AnswerOutcomes.PartiallyIssued;

    private string? Reason(string outcome)
    {
        var reason = fields.Code("reason", required: false);
        if (reason.Length == 0)
        {
            if (outcome is not (AnswerOutcomes.Issued or AnswerOutcomes.InSearch))
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

    private int? Whole(string column, int min, int max, bool required)
    {
        var text = fields.Code(column, required);
        if (text.Length == 0)
        {
            return null;
        }

        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min
            && number <= max
        )
        {
            return number;
        }

        fields.Add(column, "number_wrong", $"A whole number from {min} to {max} is expected.");
        return null;
    }

    private string? Day(string column, bool required)
    {
        var text = fields.Code(column, required);
        if (text.Length == 0)
        {
            return null;
        }

        if (
            DateOnly.TryParseExact(
                text,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out _
            )
        )
        {
            return text;
        }

        fields.Add(column, "date_wrong", "A date as yyyy-MM-dd is expected.");
        return null;
    }
}
