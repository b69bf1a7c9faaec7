using Workflows.Feel.Temporal;

namespace Workflows.Feel.Runtime;

/// <summary>
/// FEEL's <c>=</c> and <c>&lt;</c>: three-valued, and undefined between different kinds (DMN 1.5 table 52).
/// </summary>
internal static class Comparison
{
    /// <summary>True, false, or null when the two cannot be compared.</summary>
    public static bool? AreEqual(Evaluation evaluation, FeelValue left, FeelValue right)
    {
        if (left.IsInteger && right.IsInteger)
        {
            return left.Bits == right.Bits;
        }

        if (left.IsNull || right.IsNull)
        {
            return left.IsNull && right.IsNull;
        }

        return left.Kind != right.Kind
            ? null
            : left.Kind switch
            {
                FeelKind.Number => left.AsDecimal() == right.AsDecimal(),
                FeelKind.Time => Moments.AreEqual(left.AsTime(), right.AsTime()),
                FeelKind.DateTime => Moments.AreEqual(left.AsDateTime(), right.AsDateTime()),
                FeelKind.List => AreEqual(evaluation, left.AsList(), right.AsList()),
                FeelKind.Context => AreEqual(evaluation, left.AsContext(), right.AsContext()),
                FeelKind.Range => AreEqual(evaluation, left.AsRange(), right.AsRange()),
                FeelKind.Function => null,
                _ => left.Equals(right),
            };
    }

    /// <summary>Negative, zero or positive; null when the two have no order.</summary>
    public static int? Order(FeelValue left, FeelValue right)
    {
        if (left.IsInteger && right.IsInteger)
        {
            return left.Bits.CompareTo(right.Bits);
        }

        if (left.TryGetDecimal(out var number))
        {
            return right.TryGetDecimal(out var other) ? number.CompareTo(other) : null;
        }

        return left.Kind == right.Kind ? OrderSameKind(left, right) : OrderMixed(left, right);
    }

    private static int? OrderSameKind(FeelValue left, FeelValue right) =>
        left.Kind switch
        {
            FeelKind.String => OrderText(left.AsString(), right.AsString()),
            FeelKind.Date => left.Bits.CompareTo(right.Bits),
            FeelKind.Time => Moments.Order(left.AsTime(), right.AsTime()),
            FeelKind.DateTime => Moments.Order(left.AsDateTime(), right.AsDateTime()),
            FeelKind.DaysDuration => left.AsDuration().Nanoseconds.CompareTo(right.AsDuration().Nanoseconds),
            FeelKind.MonthsDuration => left.Bits.CompareTo(right.Bits),
            _ => null,
        };

    private static int? OrderMixed(FeelValue left, FeelValue right)
    {
        if (left.TryGetDate(out var date) && right.TryGetDateTime(out var moment))
        {
            return Moments.Order(Moments.Midnight(date, moment), moment);
        }

        if (left.TryGetDateTime(out moment) && right.TryGetDate(out date))
        {
            return Moments.Order(moment, Moments.Midnight(date, moment));
        }

        return null;
    }

    // By code point, as Unicode orders them; UTF-16 order differs above the first plane.
    private static int OrderText(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            var (a, b) = (left[i], right[i]);
            if (a != b)
            {
                return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b)
                    : char.IsSurrogate(a) ? 1
                    : -1;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static bool? AreEqual(Evaluation evaluation, FeelList left, FeelList right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        bool? equal = true;
        for (var i = 0; i < left.Count; i++)
        {
            evaluation.Charge(1);
            var same = AreEqual(evaluation, left[i], right[i]);
            if (same == false)
            {
                return false;
            }

            equal &= same;
        }

        return equal;
    }

    private static bool? AreEqual(Evaluation evaluation, FeelContext left, FeelContext right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        bool? equal = true;
        foreach (var (name, value) in left.Entries)
        {
            evaluation.Charge(1);
            var same = right.TryGet(name, out var other) ? AreEqual(evaluation, value, other) : false;
            if (same == false)
            {
                return false;
            }

            equal &= same;
        }

        return equal;
    }

    private static bool? AreEqual(Evaluation evaluation, FeelRange left, FeelRange right) =>
        (left.Sign is null) == (right.Sign is null)
        && left.StartIncluded == right.StartIncluded
        && left.EndIncluded == right.EndIncluded
            ? AreEqual(evaluation, left.Start, right.Start) & AreEqual(evaluation, left.End, right.End)
            : false;
}
