namespace Workflows.Feel.Functions;

/// <summary>Our own functions: Hijri dates by the months announced, which nobody computes (domain.md §6.4).</summary>
internal static class HijriFunctions
{
    public static IEnumerable<Builtin> All =>
        [new("hijri date", "date", HijriDate), new("gregorian date", "year, month, day", GregorianDate)];

    /// <summary>A context of <c>year</c>, <c>month</c> (1 = Muharram) and <c>day</c>.</summary>
    private static FeelValue HijriDate(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        // Process variables are JSON, so a day often comes as its text.
        var day = arguments[0].TryGetString(out var text) ? FeelValue.ParseTemporal(text) : arguments[0];
        if (!TemporalFunctions.TryDay(day, out var date))
        {
            return call.WrongType(arguments);
        }

        if (
            !date.TryToLocalDate(out var gregorian)
            || !call.Environment.Calendars.Hijri.TryFromGregorian(gregorian, out var hijri)
        )
        {
            return NotAnnounced(call);
        }

        call.Evaluation.Allocate(200);
        return FeelValue.From(
            FeelContext.Of(
                KeyValuePair.Create("year", FeelValue.From(hijri.Year)),
                KeyValuePair.Create("month", FeelValue.From(hijri.Month)),
                KeyValuePair.Create("day", FeelValue.From(hijri.Day))
            )
        );
    }

    private static FeelValue GregorianDate(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (
            !arguments[0].TryGetInt64(out var year)
            || !arguments[1].TryGetInt64(out var month)
            || !arguments[2].TryGetInt64(out var day)
        )
        {
            return call.WrongType(arguments);
        }

        return
            year is > 0 and < 10_000
            && month is > 0 and <= 12
            && day is > 0 and <= 30
            && call.Environment.Calendars.Hijri.TryToGregorian((int)year, (int)month, (int)day, out var date)
            ? FeelValue.From(date)
            : NotAnnounced(call);
    }

    private static FeelValue NotAnnounced(Call call) =>
        call.Fail("that Hijri month, or that it has such a day, was not announced.");
}
