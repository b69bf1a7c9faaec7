using Workflows.Feel.Runtime;

namespace Workflows.Feel.Functions;

/// <summary>Distinct values by FEEL's equality, in the order they came.</summary>
internal sealed class ValueSet(Evaluation evaluation)
{
    private readonly HashSet<FeelValue> _hashed = [];
    private readonly List<FeelValue> _searched = [];

    public List<FeelValue> InOrder { get; } = [];

    public bool Add(FeelValue value)
    {
        evaluation.Charge(1);
        var added = CanHash(value) ? _hashed.Add(value) : AddSearched(value);
        if (added)
        {
            evaluation.Allocate(48);
            InOrder.Add(value);
        }

        return added;
    }

    // Equality of the other kinds is looser than sameness: times without fractions, lists of such times.
    private static bool CanHash(FeelValue value) =>
        value.Kind
            is FeelKind.Null
                or FeelKind.Boolean
                or FeelKind.Number
                or FeelKind.String
                or FeelKind.Date
                or FeelKind.DaysDuration
                or FeelKind.MonthsDuration;

    private bool AddSearched(FeelValue value)
    {
        foreach (var other in _searched)
        {
            evaluation.Charge(1);
            if (Comparison.AreEqual(evaluation, value, other) == true)
            {
                return false;
            }
        }

        _searched.Add(value);
        return true;
    }
}
