using Adapters.Registries;
using Hub.Catalogue;
using Workflows.Feel;

namespace Hub.Registries;

/// <summary>The answers to a request's lines as one answer to its process.</summary>
internal static class CombinedAnswer
{
    /// <summary>
    /// The variables of the message `registry-answer`. No final answer at all = the bureau is searching; documents in some
    /// lines and none in others = issued in part; otherwise what weighs most decides.
    /// </summary>
    public static FeelContext Of(IReadOnlyList<BureauAnswer> answers, Func<string?, Reason?> findReason)
    {
        var deciding = Deciding(answers);
        var reason = deciding?.Reason ?? answers.FirstOrDefault(a => a.Reason is not null)?.Reason;
        var coded = findReason(reason);
        return FeelContext.Of(
            KeyValuePair.Create("outcome", FeelValue.From(Outcome(answers, deciding))),
            KeyValuePair.Create("reason", FeelValue.From(reason)),
            KeyValuePair.Create("correctionAllowed", FeelValue.From(coded?.CorrectionAllowed ?? false)),
            KeyValuePair.Create("refundable", FeelValue.From(coded?.Refundable)),
            KeyValuePair.Create("issued", FeelValue.From(new FeelList(answers.Where(IsIssue).Select(Line)))),
            KeyValuePair.Create("issuedOn", FeelValue.From(answers.FirstOrDefault(IsIssue)?.IssuedOn)),
            KeyValuePair.Create("officer", FeelValue.From(answers.FirstOrDefault(IsIssue)?.Officer)),
            KeyValuePair.Create("heldAt", FeelValue.From(deciding?.BureauCodeHeld)),
            KeyValuePair.Create(
                "registeredItem",
                FeelValue.From(answers.FirstOrDefault(a => a.RegisteredItem is not null)?.RegisteredItem)
            )
        );
    }

    private static bool IsIssue(BureauAnswer answer) =>
        answer.Outcome is AnswerOutcomes.Issued or AnswerOutcomes.PartiallyIssued && answer.IssuedCopies > 0;

    private static BureauAnswer? Deciding(IReadOnlyList<BureauAnswer> answers) =>
        answers.FirstOrDefault(a => a.Outcome == AnswerOutcomes.Rerouted)
        ?? answers.FirstOrDefault(a => a.Outcome == AnswerOutcomes.NeedsInformation)
        ?? answers.FirstOrDefault(a => a.Outcome == AnswerOutcomes.Rejected)
        ?? (answers.Count > 0 ? answers[0] : null);

    private static string Outcome(IReadOnlyList<BureauAnswer> answers, BureauAnswer? deciding)
    {
        if (deciding is null)
        {
            return AnswerOutcomes.InSearch;
        }

        if (answers.All(a => a.Outcome == AnswerOutcomes.Issued))
        {
            return AnswerOutcomes.Issued;
        }

        return answers.Any(IsIssue) ? AnswerOutcomes.PartiallyIssued : deciding.Outcome;
    }

    private static FeelValue Line(BureauAnswer answer) =>
        FeelValue.From(
            FeelContext.Of(
                KeyValuePair.Create("line", FeelValue.From(answer.Line)),
                KeyValuePair.Create("copies", FeelValue.From(answer.IssuedCopies))
            )
        );
}
