using System.Globalization;
using Adapters.Registries;
using Hub.Catalogue;
using Hub.Shipping;

namespace Hub.Registries;

/// <summary>What an answer must say to be one, whatever channel it came by; and whether it fits what was asked for.</summary>
internal static class AnswerRules
{
    private const int MaxTextLength = 500;
    private const int MaxCodeLength = 100;

    /// <summary>Why the answer is no answer; null when it is one.</summary>
    public static AnswerVerdict? FindFault(RegistryAnswer answer, ReferenceData reference) =>
        FindFaultyText(answer)
        ?? FindFaultyOutcome(answer, reference)
        ?? FindFaultyDetail(answer, reference)
        ?? FindFaultyItem(answer.RegisteredItem);

    /// <summary>Does the answer say what was said before? A note for people may differ.</summary>
    public static bool IsRepetition(RegistryAnswer answer, BureauAnswer before) =>
        before.Outcome == answer.Outcome
        && before.IssuedCopies == (answer.IssuedCopies ?? 0)
        && IsSame(before.Reason, answer.Reason)
        && IsSame(before.IssuedOn, answer.IssuedOn)
        && IsSame(before.Officer, answer.Officer)
        && IsSame(before.BureauCodeHeld, answer.BureauCodeHeld)
        && IsSame(before.RegisteredItem, answer.RegisteredItem);

    /// <summary>Why the answer does not fit the line it is about; null when it does.</summary>
    public static AnswerVerdict? FindMismatch(RegistryAnswer answer, AskedRequest request)
    {
        if (!request.Lines.TryGetValue(answer.Line, out var copies))
        {
            return AnswerVerdict.Refused("line_unknown", "line", "The request has no such line.");
        }

        if (HasLostZeros(answer.ActNumberFound, request.ActNumber))
        {
            return AnswerVerdict.Refused(
                "leading_zeros_lost",
                "act_number_found",
                "The act asked for has zeros before its number: a spreadsheet took it for a number."
            );
        }

        if (answer.IssuedCopies > copies)
        {
            return AnswerVerdict.Refused(
                "too_many_copies",
                "issued_copies",
                "More copies than were asked for."
            );
        }

        return answer.Outcome == AnswerOutcomes.Issued && answer.IssuedCopies < copies
            ? AnswerVerdict.Refused(
                "copies_missing",
                "issued_copies",
                "Fewer copies than were asked for: that is 'partially_issued'."
            )
            : null;
    }

    /// <summary>Texts that no file could bring come by other channels as well.</summary>
    private static AnswerVerdict? FindFaultyText(RegistryAnswer answer) =>
        FindFaultyText("request_id", answer.RequestId, MaxCodeLength)
        ?? FindFaultyText("outcome", answer.Outcome, MaxCodeLength)
        ?? FindFaultyText("reason", answer.Reason, MaxCodeLength)
        ?? FindFaultyText("issued_on", answer.IssuedOn, MaxCodeLength)
        ?? FindFaultyText("officer", answer.Officer, MaxTextLength)
        ?? FindFaultyText("act_number_found", answer.ActNumberFound, MaxCodeLength)
        ?? FindFaultyText("bureau_code_held", answer.BureauCodeHeld, MaxCodeLength)
        ?? FindFaultyText("registered_item", answer.RegisteredItem, MaxCodeLength)
        ?? FindFaultyText("note", answer.Note, MaxTextLength);

    private static AnswerVerdict? FindFaultyText(string column, string? text, int most) =>
        text is null ? null
        : text.Length > most
            ? AnswerVerdict.Refused("field_too_long", column, $"The field has more than {most} characters.")
        : HasControl(text)
            ? AnswerVerdict.Refused("control_character", column, "The field holds a control character.")
        : null;

    private static AnswerVerdict? FindFaultyItem(string? written) =>
        !string.IsNullOrEmpty(written) && RegisteredNumbers.FindFault(written) is var (code, message)
            ? AnswerVerdict.Refused(code, "registered_item", message)
            : null;

    private static bool HasControl(string text) =>
        text.AsSpan().ContainsAnyInRange('\0', '\u001F')
            | text.AsSpan().ContainsAnyInRange('\u007F', '\u009F')
        && text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));

    private static bool IsSame(string? one, string? other) => (one ?? "") == (other ?? "");

    private static AnswerVerdict? FindFaultyOutcome(RegistryAnswer answer, ReferenceData reference)
    {
        if (string.IsNullOrEmpty(answer.RequestId))
        {
            return Missing("request_id");
        }

        if (answer.Outcome is null || !AnswerOutcomes.All.Contains(answer.Outcome))
        {
            return AnswerVerdict.Refused(
                "outcome_unknown",
                "outcome",
                "Known outcomes: " + string.Join(", ", AnswerOutcomes.All) + "."
            );
        }

        if (string.IsNullOrEmpty(answer.Reason))
        {
            return answer.Outcome is AnswerOutcomes.Issued or AnswerOutcomes.InSearch
                ? null
                : AnswerVerdict.Refused(
                    "reason_missing",
                    "reason",
                    "Every outcome but 'issued' and 'in_search' needs a coded reason."
                );
        }

        return reference.Reasons.ContainsKey(answer.Reason)
            ? null
            : AnswerVerdict.Refused("reason_unknown", "reason", "The reason is not in the coded list.");
    }

    private static AnswerVerdict? FindFaultyDetail(RegistryAnswer answer, ReferenceData reference)
    {
        switch (answer.Outcome)
        {
            case AnswerOutcomes.Issued or AnswerOutcomes.PartiallyIssued:
                return answer.IssuedCopies is not >= 0 ? Missing("issued_copies")
                    : string.IsNullOrEmpty(answer.IssuedOn) ? Missing("issued_on")
                    : IsDay(answer.IssuedOn) ? null
                    : AnswerVerdict.Refused("date_wrong", "issued_on", "A date as yyyy-MM-dd is expected.");
            case AnswerOutcomes.Rerouted:
                return string.IsNullOrEmpty(answer.BureauCodeHeld)
                        ? AnswerVerdict.Refused(
                            "bureau_held_missing",
                            "bureau_code_held",
                            "'rerouted' must name the bureau that holds the act."
                        )
                    : reference.FindBureau(answer.BureauCodeHeld) is null
                        ? UnknownBureau(answer.BureauCodeHeld, reference)
                    : null;
            default:
                return null;
        }
    }

    private static AnswerVerdict UnknownBureau(string code, ReferenceData reference) =>
        reference.Bureaus.Any(bureau => HasLostZeros(code, bureau.Code))
            ? AnswerVerdict.Refused(
                "leading_zeros_lost",
                "bureau_code_held",
                "The directory has this code with a zero before its number."
            )
            : AnswerVerdict.Refused(
                "bureau_held_unknown",
                "bureau_code_held",
                "The directory has no such bureau."
            );

    /// <summary>Is <paramref name="found"/> what a spreadsheet leaves of <paramref name="meant"/>: <c>45</c> of <c>0045</c>, <c>CHK-1</c> of <c>CHK-01</c>?</summary>
    private static bool HasLostZeros(string? found, string meant)
    {
        if (found is null || found.Length >= meant.Length)
        {
            return false;
        }

        var place = meant.AsSpan().LastIndexOf('-') + 1;
        return meant[place..].TrimStart('0') is { Length: > 0 } rest && found == meant[..place] + rest;
    }

    private static bool IsDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static AnswerVerdict Missing(string column) =>
        AnswerVerdict.Refused("field_missing", column, "The field must not be empty.");
}
