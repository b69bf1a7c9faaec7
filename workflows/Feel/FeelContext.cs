using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Workflows.Feel;

/// <summary>
/// An immutable map from names to values that remembers the order in which they were added.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "A context is FEEL's word for it.")]
public sealed class FeelContext : IReadOnlyDictionary<string, FeelValue>, IFeelScope, IEquatable<FeelContext>
{
    // A linear search beats hashing for the handful of entries most contexts have.
    private const int LinearSearchMax = 8;

    private readonly KeyValuePair<string, FeelValue>[] _entries;
    private readonly Dictionary<string, int>? _index;

    /// <summary>Takes the array over; names must be distinct.</summary>
    private FeelContext(KeyValuePair<string, FeelValue>[] entries)
    {
        _entries = entries;
        Nesting = Nesting.Around(entries);
        if (entries.Length > LinearSearchMax)
        {
            _index = new Dictionary<string, int>(entries.Length, StringComparer.Ordinal);
            for (var i = 0; i < entries.Length; i++)
            {
                _index.Add(entries[i].Key, i);
            }
        }
    }

    public static FeelContext Empty { get; } = new([]);

    public int Count => _entries.Length;

    public IEnumerable<string> Keys => _entries.Select(entry => entry.Key);

    public IEnumerable<FeelValue> Values => _entries.Select(entry => entry.Value);

    /// <summary>The value under <paramref name="key"/>; throws when there is none.</summary>
    public FeelValue this[string key] =>
        TryGetValue(key, out var value)
            ? value
            : throw new KeyNotFoundException($"The context has no entry '{key}'.");

    internal Nesting Nesting { get; }

    internal ReadOnlySpan<KeyValuePair<string, FeelValue>> Entries => _entries;

    /// <summary>
    /// A context with these entries; a name given twice keeps its first place and its last value.
    /// </summary>
    public static FeelContext Of(params IEnumerable<KeyValuePair<string, FeelValue>> entries)
    {
        var builder = new Builder();
        foreach (var (name, value) in entries)
        {
            builder.Set(name, value);
        }

        return builder.Build();
    }

    /// <summary>Takes an array of entries with distinct names over.</summary>
    internal static FeelContext Take(KeyValuePair<string, FeelValue>[] entries) => new(entries);

    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out FeelValue value) => TryGet(key, out value);

    public bool TryGet(string name, out FeelValue value)
    {
        var at = IndexOf(name);
        value = at < 0 ? default : _entries[at].Value;
        return at >= 0;
    }

    /// <summary>This context with one entry replaced in its place, or added at the end.</summary>
    public FeelContext With(string name, FeelValue value)
    {
        var at = IndexOf(name);
        var entries = new KeyValuePair<string, FeelValue>[at < 0 ? Count + 1 : Count];
        _entries.CopyTo(entries, 0);
        entries[at < 0 ? Count : at] = new KeyValuePair<string, FeelValue>(name, value);
        return new FeelContext(entries);
    }

    /// <summary>This context without one entry.</summary>
    public FeelContext Without(string name) =>
        IndexOf(name) < 0 ? this : new FeelContext([.. _entries.Where(entry => entry.Key != name)]);

    public IEnumerator<KeyValuePair<string, FeelValue>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, FeelValue>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _entries.GetEnumerator();

    /// <summary>Same names with the same values, in whatever order.</summary>
    public bool Equals(FeelContext? other)
    {
        if (other is null || other.Count != Count)
        {
            return false;
        }

        foreach (var (name, value) in _entries)
        {
            if (!other.TryGet(name, out var theirs) || !value.Equals(theirs))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as FeelContext);

    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var (name, value) in _entries)
        {
            hash ^= HashCode.Combine(name, value);
        }

        return hash;
    }

    /// <summary>FEEL literal text.</summary>
    public override string ToString() => FeelText.Literal(FeelValue.From(this));

    private int IndexOf(string name)
    {
        if (_index is not null)
        {
            return _index.TryGetValue(name, out var at) ? at : -1;
        }

        for (var i = 0; i < _entries.Length; i++)
        {
            if (_entries[i].Key == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Collects entries; setting a name again replaces its value in place.</summary>
    public sealed class Builder
    {
        private readonly List<KeyValuePair<string, FeelValue>> _entries = [];
        private readonly Dictionary<string, int> _index = [];

        public int Count => _entries.Count;

        public bool Contains(string name) => _index.ContainsKey(name);

        public Builder Set(string name, FeelValue value)
        {
            var entry = new KeyValuePair<string, FeelValue>(name, value);
            if (_index.TryGetValue(name, out var at))
            {
                _entries[at] = entry;
            }
            else
            {
                _index.Add(name, _entries.Count);
                _entries.Add(entry);
            }

            return this;
        }

        public FeelContext Build() => _entries.Count == 0 ? Empty : new FeelContext([.. _entries]);
    }
}
