using Workflows.Feel.Temporal;

namespace Workflows.Feel.Runtime;

/// <summary>
/// Arithmetic with dates, times and durations (DMN 1.5 table 57 and 58); C# null where it has no meaning.
/// </summary>
internal static class TemporalArithmetic
{
    // The bare word null would become FEEL's null by way of string.
    private static FeelValue? None => null;

    public static FeelValue? Add(FeelValue left, FeelValue right)
    {
        if (left.TryGetDuration(out var duration))
        {
            return right.TryGetDuration(out var other)
                ? Duration(duration.Nanoseconds + other.Nanoseconds)
                : AddDays(right, duration.Nanoseconds);
        }

        if (left.TryGetMonths(out var months))
        {
            return right.TryGetMonths(out var other)
                ? Months((Int128)months + other)
                : AddMonths(right, months);
        }

        if (right.TryGetDuration(out duration))
        {
            return AddDays(left, duration.Nanoseconds);
        }

        return right.TryGetMonths(out months) ? AddMonths(left, months) : None;
    }

    public static FeelValue? Subtract(FeelValue left, FeelValue right)
    {
        if (right.TryGetDuration(out var duration))
        {
            return left.TryGetDuration(out var from)
                ? Duration(from.Nanoseconds - duration.Nanoseconds)
                : AddDays(left, -duration.Nanoseconds);
        }

        if (right.TryGetMonths(out var months))
        {
            return left.TryGetMonths(out var from) ? Months((Int128)from - months) : AddMonths(left, -months);
        }

        return Distance(left, right);
    }

    public static FeelValue? Multiply(FeelValue left, FeelValue right)
    {
        if (left.TryGetDecimal(out var factor))
        {
            return Scale(right, factor);
        }

        return right.TryGetDecimal(out factor) ? Scale(left, factor) : None;
    }

    public static FeelValue? Divide(FeelValue left, FeelValue right)
    {
        if (left.TryGetDuration(out var days))
        {
            if (right.TryGetDuration(out var by))
            {
                return Ratio(days.Nanoseconds, by.Nanoseconds);
            }

            return right.TryGetDecimal(out var divisor) ? ScaleBack(left, divisor) : None;
        }

        if (left.TryGetMonths(out var months))
        {
            if (right.TryGetMonths(out var by))
            {
                return Ratio(months, by);
            }

            return right.TryGetDecimal(out var divisor) ? ScaleBack(left, divisor) : None;
        }

        return None;
    }

    private static FeelValue? AddDays(FeelValue value, Int128 nanoseconds)
    {
        if (value.TryGetDateTime(out var moment))
        {
            return Moments.TryAdd(moment, nanoseconds, out var sum) ? FeelValue.From(sum) : None;
        }

        if (value.TryGetDate(out var date))
        {
            return Moments.TryAdd(date, nanoseconds, out var sum) ? FeelValue.From(sum) : None;
        }

        return value.TryGetTime(out var time) ? FeelValue.From(Moments.Add(time, nanoseconds)) : None;
    }

    private static FeelValue? AddMonths(FeelValue value, long months)
    {
        if (value.TryGetDateTime(out var moment))
        {
            return Moments.TryAddMonths(moment, months, out var sum) ? FeelValue.From(sum) : None;
        }

        return value.TryGetDate(out var date) && date.TryAddMonths(months, out var later)
            ? FeelValue.From(later)
            : None;
    }

    private static FeelValue? Distance(FeelValue left, FeelValue right)
    {
        if (left.TryGetTime(out var time) && right.TryGetTime(out var from))
        {
            return time.HasOffset == from.HasOffset
                ? Duration(Moments.UtcNanoseconds(time) - Moments.UtcNanoseconds(from))
                : None;
        }

        var end = ToMoment(left, right);
        var start = ToMoment(right, left);
        return end is not null && start is not null && end.Time.HasOffset == start.Time.HasOffset
            ? Duration(Moments.UtcNanoseconds(end) - Moments.UtcNanoseconds(start))
            : None;
    }

    // A date stands for its midnight in UTC, also between two dates, where it makes no difference.
    private static FeelDateTime? ToMoment(FeelValue value, FeelValue beside)
    {
        if (value.TryGetDateTime(out var moment))
        {
            return moment;
        }

        var comparable = beside.Kind is FeelKind.Date or FeelKind.DateTime;
        return comparable && value.TryGetDate(out var date)
            ? new FeelDateTime(date, new FeelTime(0, 0))
            : null;
    }

    private static FeelValue? Scale(FeelValue value, decimal factor)
    {
        if (value.TryGetMonths(out var months))
        {
            return TryMultiply(months, factor, out var scaled) ? Months(scaled) : None;
        }

        return
            value.TryGetDuration(out var days) && TryMultiply(days.Nanoseconds, factor, out var nanoseconds)
            ? Duration(nanoseconds)
            : None;
    }

    private static FeelValue? ScaleBack(FeelValue value, decimal divisor)
    {
        if (value.TryGetMonths(out var months))
        {
            return TryDivide(months, divisor, out var scaled) ? Months(scaled) : None;
        }

        return TryDivide(value.AsDuration().Nanoseconds, divisor, out var nanoseconds)
            ? Duration(nanoseconds)
            : None;
    }

    private static bool TryMultiply(Int128 count, decimal factor, out Int128 product)
    {
        // Decimals hold 28 digits, durations up to 29: whole factors stay exact beyond that.
        if (
            decimal.Truncate(factor) == factor
            && Math.Abs(factor) < long.MaxValue
            && Int128.Abs(count) < Int128.MaxValue >> 64
        )
        {
            product = count * (Int128)factor;
            return true;
        }

        return TryDecimal(count, whole => whole * factor, out product);
    }

    private static bool TryDivide(Int128 count, decimal divisor, out Int128 quotient) =>
        TryDecimal(count, whole => whole / divisor, out quotient);

    private static bool TryDecimal(Int128 count, Func<decimal, decimal> compute, out Int128 result)
    {
        try
        {
            result = (Int128)decimal.Truncate(compute((decimal)count));
            return true;
        }
        catch (OverflowException)
        {
            result = 0;
            return false;
        }
    }

    private static FeelValue? Ratio(Int128 left, Int128 right)
    {
        if (right == 0)
        {
            return None;
        }

        if (left % right == 0)
        {
            return FeelValue.From((decimal)(left / right));
        }

        return FeelValue.From((decimal)((double)left / (double)right));
    }

    private static FeelValue? Duration(Int128 nanoseconds) =>
        Int128.Abs(nanoseconds) <= FeelDuration.Limit ? FeelValue.From(new FeelDuration(nanoseconds)) : None;

    private static FeelValue? Months(Int128 months) =>
        Int128.Abs(months) < long.MaxValue ? FeelValue.FromMonths((long)months) : None;
}
