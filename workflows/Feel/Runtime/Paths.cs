namespace Workflows.Feel.Runtime;

/// <summary>
/// What stands behind a dot: entries of contexts, parts of dates and durations, ends of ranges.
/// </summary>
internal static class Paths
{
    // The bare word null would become FEEL's null by way of string.
    private static FeelValue? None => null;

    public static FeelValue Get(Evaluation evaluation, FeelValue value, string name, int position)
    {
        if (value.TryGetContext(out var context))
        {
            return context.TryGet(name, out var entry)
                ? entry
                : evaluation.Fail("entry_not_found", $"The context has no entry '{name}'.", position);
        }

        if (value.TryGetList(out var list))
        {
            return OfEach(evaluation, list, name, position);
        }

        return Part(value, name)
            ?? evaluation.Fail(
                "entry_not_found",
                $"A {Arithmetic.Name(value)} has no part '{name}'.",
                position
            );
    }

    private static FeelValue OfEach(Evaluation evaluation, FeelList list, string name, int position)
    {
        evaluation.AllocateItems(list.Count);
        evaluation.Charge(list.Count);
        var parts = new FeelValue[list.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            // Items without the entry give null without a complaint: lists of JSON objects often leave it
            // out.
            if (!list[i].TryGetContext(out var item))
            {
                parts[i] = Get(evaluation, list[i], name, position);
            }
            else if (item.TryGet(name, out var entry))
            {
                parts[i] = entry;
            }
        }

        return FeelValue.FromArray(parts);
    }

    private static FeelValue? Part(FeelValue value, string name) =>
        value.Kind switch
        {
            FeelKind.Date => OfDate(value.AsDate(), name),
            FeelKind.Time => OfTime(value.AsTime(), name),
            FeelKind.DateTime => OfDate(value.AsDateTime().Date, name)
                ?? OfDateTime(value.AsDateTime(), name),
            FeelKind.DaysDuration => OfDuration(value.AsDuration(), name),
            FeelKind.MonthsDuration => OfMonths(value.AsMonths(), name),
            FeelKind.Range => OfRange(value.AsRange(), name),
            _ => None,
        };

    private static FeelValue? OfDate(FeelDate date, string name) =>
        name switch
        {
            "year" => FeelValue.From(date.Year),
            "month" => FeelValue.From((long)date.Month),
            "day" => FeelValue.From((long)date.Day),
            "weekday" => FeelValue.From(date.DayOfWeek),
            _ => None,
        };

    private static FeelValue? OfDateTime(FeelDateTime moment, string name) =>
        name == "time offset" ? Offset(moment.OffsetSeconds) : OfTime(moment.Time, name);

    private static FeelValue? OfTime(FeelTime time, string name) =>
        name switch
        {
            "hour" => FeelValue.From(time.Hour),
            "minute" => FeelValue.From(time.Minute),
            "second" => FeelValue.From(time.Second),
            "time offset" => Offset(time.OffsetSeconds),
            "timezone" => FeelValue.From(time.Zone?.Id),
            _ => None,
        };

    private static FeelValue Offset(int? seconds) =>
        seconds is { } known
            ? FeelValue.From(new FeelDuration(known * (Int128)FeelTime.NanosecondsPerSecond))
            : FeelValue.Null;

    private static FeelValue? OfDuration(FeelDuration duration, string name)
    {
        var seconds = duration.WholeSeconds;
        return name switch
        {
            "days" => FeelValue.From(seconds / 86_400),
            "hours" => FeelValue.From(seconds / 3600 % 24),
            "minutes" => FeelValue.From(seconds / 60 % 60),
            "seconds" => FeelValue.From(seconds % 60),
            _ => None,
        };
    }

    private static FeelValue? OfMonths(long months, string name) =>
        name switch
        {
            "years" => FeelValue.From(months / 12),
            "months" => FeelValue.From(months % 12),
            _ => None,
        };

    private static FeelValue? OfRange(FeelRange range, string name) =>
        name switch
        {
            "start" => range.Start,
            "end" => range.End,
            "start included" => FeelValue.From(range.StartIncluded),
            "end included" => FeelValue.From(range.EndIncluded),
            _ => None,
        };
}
