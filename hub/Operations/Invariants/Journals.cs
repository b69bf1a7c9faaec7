using System.Text.Json;

namespace Hub.Operations.Invariants;

/// <summary>
/// The partners' own journals: one <c>{partner}.jsonl</c> each, one line per effect that reached them. Only simulated partners
/// keep them; with real ones the check goes without.
/// </summary>
internal sealed class Journals
{
    private readonly ILookup<string, JournalLine> byEffect;

    private Journals(List<JournalLine> lines)
    {
        Lines = lines;
        byEffect = lines.ToLookup(line => line.Effect, StringComparer.Ordinal);
    }

    /// <summary>Every line of every partner.</summary>
    public IReadOnlyList<JournalLine> Lines { get; }

    /// <summary>The lines of one kind of effect.</summary>
    public IEnumerable<JournalLine> Of(string effect) => byEffect[effect];

    /// <summary>The lines of one kind of effect that the partner did not recognise as a repetition.</summary>
    public IEnumerable<JournalLine> FirstTimes(string effect) => Of(effect).Where(line => !line.Repeated);

    /// <summary>Reads all journals of a folder.</summary>
    /// <exception cref="InvalidDataException">A line is broken that is not the last of its file.</exception>
    public static async Task<Journals> ReadAsync(string folder, CancellationToken ct)
    {
        var lines = new List<JournalLine>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
        {
            var texts = await File.ReadAllLinesAsync(path, ct);
            for (var i = 0; i < texts.Length; i++)
            {
                if (JournalLine.Parse(texts[i]) is { } line)
                {
                    lines.Add(line);
                }
                else if (i < texts.Length - 1)
                {
                    throw new InvalidDataException($"{path}, line {i + 1}: not a line of a journal.");
                }
            }
        }

        return new Journals(lines);
    }
}

/// <summary>One effect as a partner saw it.</summary>
/// <param name="At">When, by the partner's clock.</param>
/// <param name="Partner">Whose journal it is.</param>
/// <param name="Effect">What was done.</param>
/// <param name="Key">What makes it the same effect when it comes twice.</param>
/// <param name="Repeated">The partner recognised a repetition and did nothing.</param>
internal sealed record JournalLine(
    DateTimeOffset At,
    string Partner,
    string Effect,
    string Key,
    bool Repeated,
    JsonElement Detail
)
{
    /// <summary>Reads a line; null when it is torn.</summary>
    public static JournalLine? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalLine>(text, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text of the detail, or null.</summary>
    public string? Text(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A whole number of the detail, or null.</summary>
    public long? Whole(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } value ? value.GetInt64() : null;

    private JsonElement? Find(string name) =>
        Detail.ValueKind == JsonValueKind.Object && Detail.TryGetProperty(name, out var value) ? value : null;
}
