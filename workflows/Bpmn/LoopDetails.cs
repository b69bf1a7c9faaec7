using Workflows.Feel;

namespace Workflows.Bpmn;

/// <summary>How often an activity runs.</summary>
public abstract record LoopDetails
{
    private LoopDetails() { }

    /// <summary>Once for each item of a list, or a number of times (R48–R53).</summary>
    /// <param name="Sequential">One after another instead of all at once.</param>
    /// <param name="Collection">The list; null when <paramref name="Cardinality"/> counts instead.</param>
    /// <param name="Item">The local variable that holds the item.</param>
    /// <param name="Results">The variable that collects the results, in the order of the list.</param>
    /// <param name="Result">What one instance adds to them.</param>
    /// <param name="Cardinality">How many times (BPMN's loopCardinality).</param>
    /// <param name="Completion">True after one of them has completed = the rest is not needed.</param>
    public sealed record MultiInstance(
        bool Sequential,
        FeelExpression? Collection,
        string? Item,
        string? Results,
        FeelExpression? Result,
        FeelExpression? Cardinality,
        FeelExpression? Completion
    ) : LoopDetails
    {
        /// <summary>The variable a plain <see cref="Result"/> names: it lives in each instance (R51).</summary>
        public string? ResultVariable =>
            Result is { Variables: [var name], Source: var source }
            && (source.Trim() == name || source.Trim().StartsWith(name + ".", StringComparison.Ordinal))
                ? name
                : null;
    }

    /// <summary>Again and again while a condition holds (BPMN's standardLoopCharacteristics).</summary>
    /// <param name="Condition">Holds = once more; null = until the maximum.</param>
    /// <param name="TestBefore">Is it asked before the first time?</param>
    /// <param name="Maximum">The most times; null = no limit.</param>
    public sealed record Standard(FeelExpression? Condition, bool TestBefore, int? Maximum) : LoopDetails;
}

/// <summary>What of an ad-hoc subprocess runs, and when it is enough (`zeebe:adHoc`).</summary>
/// <param name="ActiveElements">The ids of the elements that begin at once; null = somebody outside chooses.</param>
/// <param name="Completion">True after an element has completed = it is enough; null = when nothing runs any more.</param>
/// <param name="CancelRemaining">Ends what still runs when it is enough.</param>
/// <param name="Sequential">One after another instead of all at once.</param>
/// <param name="Results">The variable that collects the results.</param>
/// <param name="Result">What one element adds to them.</param>
public sealed record AdHocDetails(
    FeelExpression? ActiveElements,
    FeelExpression? Completion,
    bool CancelRemaining,
    bool Sequential,
    string? Results,
    FeelExpression? Result
);

/// <summary>A job that must be done before an element begins or after it has ended (`zeebe:executionListener`, and of a user task
/// `zeebe:taskListener` for creating and completing).</summary>
/// <param name="AtEnd">After the end instead of before the beginning.</param>
/// <param name="Type">The job's type.</param>
/// <param name="Retries">Its tries.</param>
/// <param name="Headers">The headers of the element.</param>
public sealed record ListenerDetails(
    bool AtEnd,
    ValueExpression Type,
    ValueExpression Retries,
    IReadOnlyDictionary<string, string> Headers
);
