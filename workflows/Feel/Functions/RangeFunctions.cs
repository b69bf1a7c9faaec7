using Workflows.Feel.Runtime;
using Workflows.Feel.Temporal;

namespace Workflows.Feel.Functions;

/// <summary>
/// Allen's relations between points and ranges (DMN 1.5 table 78). A range without an end reaches to
/// infinity; values that cannot be compared have no relation, which is null.
/// </summary>
internal static class RangeFunctions
{
    private const string Pair =
        "point1, point2 | point, range | range, point | range1, range2 | range1, point | point, range2";

    private delegate bool? Relation(FeelRange one, FeelRange other);

    public static IEnumerable<Builtin> All =>
        [
            new("before", Pair, (call, given) => Ask(call, given, Before, Points.Any)),
            new(
                "after",
                Pair,
                (call, given) => Ask(call, given, (one, other) => Before(other, one), Points.Any)
            ),
            new("meets", Pair, (call, given) => Ask(call, given, Meets, Points.None)),
            new(
                "met by",
                Pair,
                (call, given) => Ask(call, given, (one, other) => Meets(other, one), Points.None)
            ),
            new("overlaps", Pair, (call, given) => Ask(call, given, Overlaps, Points.None)),
            new("overlaps before", Pair, (call, given) => Ask(call, given, OverlapsBefore, Points.None)),
            new(
                "overlaps after",
                Pair,
                (call, given) => Ask(call, given, (one, other) => OverlapsBefore(other, one), Points.None)
            ),
            new("finishes", Pair, (call, given) => Ask(call, given, Finishes, Points.First)),
            new(
                "finished by",
                Pair,
                (call, given) => Ask(call, given, (one, other) => Finishes(other, one), Points.Second)
            ),
            new("includes", Pair, (call, given) => Ask(call, given, Includes, Points.Second)),
            new(
                "during",
                Pair,
                (call, given) => Ask(call, given, (one, other) => Includes(other, one), Points.First)
            ),
            new("starts", Pair, (call, given) => Ask(call, given, Starts, Points.First)),
            new(
                "started by",
                Pair,
                (call, given) => Ask(call, given, (one, other) => Starts(other, one), Points.Second)
            ),
            new("coincides", Pair, (call, given) => Ask(call, given, Coincides, Points.Both)),
            new("range", "from", Range),
        ];

    /// <summary>Which of the two may be a point.</summary>
    private enum Points
    {
        None,
        First,
        Second,
        Both,
        Any,
    }

    private static FeelValue Ask(
        Call call,
        ReadOnlySpan<FeelValue> arguments,
        Relation relation,
        Points points
    )
    {
        var first = arguments[0].Kind != FeelKind.Range;
        var second = arguments[1].Kind != FeelKind.Range;
        var allowed = points switch
        {
            Points.None => !first && !second,
            Points.First => !second,
            Points.Second => !first,
            Points.Both => first == second,
            _ => true,
        };
        if (!allowed || arguments[0].IsNull || arguments[1].IsNull)
        {
            return call.WrongType(arguments);
        }

        return relation(AsRange(arguments[0]), AsRange(arguments[1])) is { } answer
            ? FeelValue.From(answer)
            : call.WrongType(arguments);
    }

    private static FeelRange AsRange(FeelValue value) =>
        value.TryGetRange(out var range) ? range : new FeelRange(value, true, value, true);

    // Comparisons of ends: an end that is missing lies below or above everything.
    private static int? StartToStart(FeelRange one, FeelRange other) =>
        (one.Start.IsNull, other.Start.IsNull) switch
        {
            (true, true) => 0,
            (true, false) => -1,
            (false, true) => 1,
            _ => Comparison.Order(one.Start, other.Start),
        };

    private static int? EndToEnd(FeelRange one, FeelRange other) =>
        (one.End.IsNull, other.End.IsNull) switch
        {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => -1,
            _ => Comparison.Order(one.End, other.End),
        };

    private static int? EndToStart(FeelRange one, FeelRange other) =>
        one.End.IsNull ? 1
        : other.Start.IsNull ? 1
        : Comparison.Order(one.End, other.Start);

    private static bool? Before(FeelRange one, FeelRange other) =>
        EndToStart(one, other) is { } order
            ? order < 0 || (order == 0 && !(one.EndIncluded && other.StartIncluded))
            : null;

    private static bool? Meets(FeelRange one, FeelRange other) =>
        EndToStart(one, other) is { } order ? order == 0 && one.EndIncluded && other.StartIncluded : null;

    private static bool? Overlaps(FeelRange one, FeelRange other) =>
        !Before(one, other) & !Before(other, one);

    private static bool? OverlapsBefore(FeelRange one, FeelRange other)
    {
        var (starts, reaches, ends) = (
            StartToStart(one, other),
            EndToStart(one, other),
            EndToEnd(one, other)
        );
        if (starts is null || reaches is null || ends is null)
        {
            return null;
        }

        return (starts < 0 || (starts == 0 && one.StartIncluded && !other.StartIncluded))
            && (reaches > 0 || (reaches == 0 && one.EndIncluded && other.StartIncluded))
            && (ends < 0 || (ends == 0 && (!one.EndIncluded || other.EndIncluded)));
    }

    private static bool? Finishes(FeelRange one, FeelRange other)
    {
        var (starts, ends) = (StartToStart(one, other), EndToEnd(one, other));
        if (starts is null || ends is null)
        {
            return null;
        }

        return ends == 0
            && one.EndIncluded == other.EndIncluded
            && (starts > 0 || (starts == 0 && (!one.StartIncluded || other.StartIncluded)));
    }

    private static bool? Starts(FeelRange one, FeelRange other)
    {
        var (starts, ends) = (StartToStart(one, other), EndToEnd(one, other));
        if (starts is null || ends is null)
        {
            return null;
        }

        return starts == 0
            && one.StartIncluded == other.StartIncluded
            && (ends < 0 || (ends == 0 && (!one.EndIncluded || other.EndIncluded)));
    }

    private static bool? Includes(FeelRange one, FeelRange other)
    {
        var (starts, ends) = (StartToStart(one, other), EndToEnd(one, other));
        if (starts is null || ends is null)
        {
            return null;
        }

        return (starts < 0 || (starts == 0 && (one.StartIncluded || !other.StartIncluded)))
            && (ends > 0 || (ends == 0 && (one.EndIncluded || !other.EndIncluded)));
    }

    private static bool? Coincides(FeelRange one, FeelRange other)
    {
        var (starts, ends) = (StartToStart(one, other), EndToEnd(one, other));
        if (starts is null || ends is null)
        {
            return null;
        }

        return starts == 0
            && ends == 0
            && one.StartIncluded == other.StartIncluded
            && one.EndIncluded == other.EndIncluded;
    }

    private static FeelValue Range(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!arguments[0].TryGetString(out var text))
        {
            return call.WrongType(arguments);
        }

        return RangeText.TryParse(text, out var range)
            ? Ranges.Make(
                call.Evaluation,
                range.Start,
                range.StartIncluded,
                range.End,
                range.EndIncluded,
                call.Position
            )
            : call.Fail("the text is not a range of literals.");
    }
}
