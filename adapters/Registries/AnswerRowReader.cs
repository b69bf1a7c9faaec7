using System.Globalization;
using Adapters.Exchange;

namespace Adapters.Registries;

/// <summary>Reads one row of an answer file, noting everything that is wrong with it.</summary>
internal sealed class AnswerRowReader(RecordRow row, IReadOnlySet<string> reasons)
{
    private const int MaxCopies = 99;
    private const int MaxTextLength = 500;

    private readonly List<RowProblem> problems = [];

    public IReadOnlyList<RowProblem> Problems => problems;

    /// <summary>The answer; null when the row is refused.</summary>
    public RegistryAnswer? Read()
    {
        if (row.HasTooManyFields)
        {
            Add(null, "too_many_fields", "The row has more fields than the header line has names.");
        }

        var outcome = Code("outcome", required: true);
        if (outcome.Length > 0 && !AnswerOutcomes.All.Contains(outcome))
        {
            Add("outcome", "outcome_unknown", $"Known outcomes: {string.Join(", ", AnswerOutcomes.All)}.");
        }

        var answer = new RegistryAnswer(
            Code("request_id", required: true),
            Whole("line", 1, 99, required: true) ?? 0,
            outcome,
            Reason(outcome),
            Whole("issued_copies", 0, MaxCopies, required: IsIssue(outcome)),
            Day("issued_on", required: IsIssue(outcome)),
            Optional(Text("officer")),
            Optional(Code("act_number_found", required: false)),
            Whole("act_year_found", 1, 2200, required: false),
            Held(outcome),
            Optional(Code("registered_item", required: false)),
            Optional(Text("note"))
        );
        return problems.Count == 0 ? answer : null;
    }

    private static bool IsIssue(string outcome) =>
        outcome is AnswerOutcomes.Issued or AnswerOutcomes.PartiallyIssued;

    private static string? Optional(string text) => text.Length == 0 ? null : text;

    private string? Reason(string outcome)
    {
        var reason = Code("reason", required: false);
        if (reason.Length == 0)
        {
            if (outcome is not (AnswerOutcomes.Issued or AnswerOutcomes.InSearch))
            {
                Add(
                    "reason",
                    "reason_missing",
                    "Every outcome but 'issued' and 'in_search' needs a coded reason."
                );
            }

            return null;
        }

        if (!reasons.Contains(reason))
        {
            Add("reason", "reason_unknown", "The reason is not in the coded list.");
        }

        return reason;
    }

    private string? Held(string outcome)
    {
        var held = Code("bureau_code_held", required: false);
        if (outcome == AnswerOutcomes.Rerouted && held.Length == 0)
        {
            Add(
                "bureau_code_held",
                "bureau_held_missing",
                "'rerouted' must name the bureau that holds the act."
            );
        }

        return Optional(held);
    }

    private string Text(string column)
    {
        var text = row[column];
        if (FieldText.HasControl(text))
        {
            Add(column, "control_character", "The field holds a control character.");
        }

        if (text.Length > MaxTextLength)
        {
            Add(column, "field_too_long", $"The field has more than {MaxTextLength} characters.");
        }

        return text;
    }

    private string Code(string column, bool required)
    {
        var text = FieldText.Code(Text(column));
        if (required && text.Length == 0)
        {
            Add(column, "field_missing", "The field must not be empty.");
        }

        if (FieldText.IsExcelDamaged(text))
        {
            Add(
                column,
                "spreadsheet_damage",
                "A spreadsheet turned this code into a rounded number; the original is lost."
            );
        }

        return text;
    }

    private int? Whole(string column, int min, int max, bool required)
    {
        var text = Code(column, required);
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

        Add(column, "number_wrong", $"A whole number from {min} to {max} is expected.");
        return null;
    }

    private string? Day(string column, bool required)
    {
        var text = Code(column, required);
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

        Add(column, "date_wrong", "A date as yyyy-MM-dd is expected.");
        return null;
    }

    private void Add(string? column, string code, string message) =>
        problems.Add(new RowProblem(row.Line, column, code, message));
}
