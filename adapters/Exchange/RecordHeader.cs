using System.Collections.Frozen;

namespace Adapters.Exchange;

/// <summary>The columns of a file by name, and how its partner writes.</summary>
public sealed class RecordHeader(IReadOnlyList<string> names, CsvProfile profile)
{
    private readonly FrozenDictionary<string, int> places = names
        .Select((name, place) => KeyValuePair.Create(name, place))
        .Where(column => column.Key.Length > 0)
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Number of columns.</summary>
    public int Count => names.Count;

    /// <summary>How the partner writes.</summary>
    public CsvProfile Profile => profile;

    /// <summary>The place of a column; −1 when the file does not have it.</summary>
    public int PlaceOf(string column) => places.GetValueOrDefault(column, -1);
}
