using Workflows.Feel;

namespace Workflows.Dmn;

/// <summary>What was decided and why.</summary>
/// <param name="Value">The result of the decision asked for; null with warnings when it has none.</param>
/// <param name="Evaluated">Every decision evaluated on the way, in order, the one asked for last.</param>
/// <param name="Warnings">Why parts became null.</param>
public sealed record DmnResult(
    FeelValue Value,
    IReadOnlyList<DmnEvaluatedDecision> Evaluated,
    IReadOnlyList<FeelWarning> Warnings
);

/// <summary>One decision's part in a result.</summary>
/// <param name="DecisionId">The decision.</param>
/// <param name="Value">Its value.</param>
/// <param name="MatchedRuleIds">For decision tables, the rules that matched, in the table's order; else
/// empty.</param>
public sealed record DmnEvaluatedDecision(
    string DecisionId,
    FeelValue Value,
    IReadOnlyList<string> MatchedRuleIds
);
