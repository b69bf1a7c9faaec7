using System.Collections;

namespace Workflows.Feel;

/// <summary>An immutable list of values; FEEL counts its items from 1, C# from 0.</summary>
public sealed class FeelList : IReadOnlyList<FeelValue>, IEquatable<FeelList>
{
    private readonly FeelValue[] _items;

    public FeelList(IEnumerable<FeelValue> items)
        : this([.. items]) { }

    /// <summary>Takes the array over; the caller must not change it afterwards.</summary>
    internal FeelList(FeelValue[] items)
    {
        _items = items;
        Nesting = Nesting.Around(items);
    }

    public static FeelList Empty { get; } = new([]);

    public int Count => _items.Length;

    public FeelValue this[int index] => _items[index];

    internal ReadOnlySpan<FeelValue> Span => _items;

    internal Nesting Nesting { get; }

    public IEnumerator<FeelValue> GetEnumerator() => ((IEnumerable<FeelValue>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    public bool Equals(FeelList? other) => other is not null && Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => Equals(obj as FeelList);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>FEEL literal text.</summary>
    public override string ToString() => FeelText.Literal(FeelValue.From(this));
}
