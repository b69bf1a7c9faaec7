using System.Collections.Frozen;
using System.Text;

namespace Hub.Sealing;

/// <summary>
/// Seals what nobody may read from the database or its backups, and opens it for whoever works with it. Every row is sealed
/// for its own id: two sealed values exchanged between rows do not open.
/// </summary>
internal sealed class Seals
{
    private FrozenDictionary<string, byte[]> keys = FrozenDictionary<string, byte[]>.Empty;

    /// <summary>Gives it the data keys, by purpose; before anything is sealed or opened.</summary>
    public void Load(IEnumerable<KeyValuePair<string, byte[]>> dataKeys) =>
        keys = dataKeys.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Seals bytes for a row.</summary>
    /// <param name="purpose">One of <see cref="SealPurpose"/>.</param>
    /// <param name="row">The id of the row they are kept in.</param>
    /// <param name="content">What is to be kept.</param>
    public byte[] Seal(string purpose, string row, ReadOnlySpan<byte> content) =>
        SealedBox.Seal(KeyOf(purpose), PlaceOf(purpose, row), content);

    /// <summary>Opens the bytes of a row.</summary>
    /// <exception cref="SealingException">They were sealed for another row, by another key, or changed.</exception>
    public byte[] Open(string purpose, string row, ReadOnlySpan<byte> box) =>
        SealedBox.Open(KeyOf(purpose), PlaceOf(purpose, row), box);

    /// <summary>Seals a text for a row.</summary>
    public string SealText(string purpose, string row, string text) =>
        Convert.ToBase64String(Seal(purpose, row, Encoding.UTF8.GetBytes(text)));

    /// <summary>Opens the text of a row.</summary>
    /// <exception cref="SealingException">It was sealed for another row, by another key, or changed, or is no seal.</exception>
    public string OpenText(string purpose, string row, string text)
    {
        var box = new byte[text.Length];
        return Convert.TryFromBase64String(text, box, out var length)
            ? Encoding.UTF8.GetString(Open(purpose, row, box.AsSpan(0, length)))
            : throw new SealingException($"What is kept at '{PlaceOf(purpose, row)}' is not sealed.");
    }

    private static string PlaceOf(string purpose, string row) => $"{purpose}/{row}";

    private byte[] KeyOf(string purpose) =>
        keys.TryGetValue(purpose, out var key)
            ? key
            : throw new InvalidOperationException($"There is no data key for '{purpose}'.");
}
