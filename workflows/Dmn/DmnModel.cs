using Workflows.Feel;

namespace Workflows.Dmn;

/// <summary>A decision model, compiled: its decisions, and what they need of one another.</summary>
public sealed class DmnModel
{
    internal DmnModel(string id, string name, IReadOnlyList<DmnDecision> decisions)
    {
        Id = id;
        Name = name;
        Decisions = decisions;
    }

    public string Id { get; }

    public string Name { get; }

    public IReadOnlyList<DmnDecision> Decisions { get; }

    /// <summary>
    /// Decides, after everything the decision requires. Throws when the model has no such decision: callers bind
    /// decision ids when they deploy.
    /// </summary>
    public DmnResult Evaluate(string decisionId, IFeelScope inputs, FeelEnvironment environment) =>
        throw new InvalidOperationException($"The model '{Id}' has no decision '{decisionId}'.");
}

/// <summary>A decision as its callers see it.</summary>
/// <param name="Id">The XML id, by which it is called.</param>
/// <param name="Name">Its name, and that of its variable.</param>
public sealed record DmnDecision(string Id, string Name);

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
/// <param name="MatchedRuleIds">For a decision table, the rules that matched, in the table's order; else empty.</param>
public sealed record DmnEvaluatedDecision(
    string DecisionId,
    FeelValue Value,
    IReadOnlyList<string> MatchedRuleIds
);
