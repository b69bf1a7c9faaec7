using System.Runtime.InteropServices;

namespace Workflows.Feel.Runtime;

/// <summary>
/// What a loop or filter walks over: a list, or numbers or days that are never written out.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Sequence
{
    private readonly FeelList? _list;
    private readonly long _first;
    private readonly int _step;
    private readonly bool _days;

    private Sequence(FeelList list)
    {
        _list = list;
        Count = list.Count;
    }

    private Sequence(long first, long last, bool days)
    {
        _first = first;
        _step = last < first ? -1 : 1;
        _days = days;
        // Nothing can walk further than an int counts before its steps are spent.
        Count = (long)Int128.Min(Int128.Abs((Int128)last - first) + 1, int.MaxValue);
    }

    public long Count { get; }

    public FeelValue this[long index] =>
        _list is not null ? _list[(int)index]
        : _days
            ? FeelDate.TryFromEpochDay(_first + (index * _step), out var date) ? FeelValue.From(date)
                : default
        : FeelValue.From(_first + (index * _step));

    /// <summary>
    /// A list as it is, an iterable range, or anything else as the only item; false for the rest.
    /// </summary>
    public static bool TryOf(FeelValue value, out Sequence sequence)
    {
        sequence = default;
        if (value.TryGetList(out var list))
        {
            sequence = new Sequence(list);
            return true;
        }

        if (!value.TryGetRange(out var range))
        {
            sequence = new Sequence(new FeelList([value]));
            return !value.IsNull;
        }

        return TryOfRange(range, out sequence);
    }

    /// <summary>The loop <c>a..b</c>, which also counts down.</summary>
    public static bool TryBetween(FeelValue from, FeelValue to, out Sequence sequence)
    {
        sequence = default;
        if (from.IsInteger && to.IsInteger)
        {
            sequence = new Sequence(from.Bits, to.Bits, days: false);
            return true;
        }

        if (from.TryGetDate(out var first) && to.TryGetDate(out var last))
        {
            sequence = new Sequence(first.EpochDay, last.EpochDay, days: true);
            return true;
        }

        return false;
    }

    // A range as a value has a lower and an upper end; an empty one cannot be walked (TCK 0084).
    private static bool TryOfRange(FeelRange range, out Sequence sequence)
    {
        sequence = default;
        if (Comparison.Order(range.Start, range.End) is not <= 0)
        {
            return false;
        }

        var first = range.StartIncluded ? 0 : 1;
        var last = range.EndIncluded ? 0 : 1;
        if (range.Start.IsInteger && range.End.IsInteger)
        {
            var empty = (Int128)range.End.Bits - range.Start.Bits < first + last;
            sequence = empty
                ? new Sequence(FeelList.Empty)
                : new Sequence(range.Start.Bits + first, range.End.Bits - last, days: false);
            return true;
        }

        if (!range.Start.TryGetDate(out var start) || !range.End.TryGetDate(out var end))
        {
            return false;
        }

        sequence =
            end.EpochDay - start.EpochDay < first + last
                ? new Sequence(FeelList.Empty)
                : new Sequence(start.EpochDay + first, end.EpochDay - last, days: true);
        return true;
    }
}
