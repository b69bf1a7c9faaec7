using System.Globalization;
using System.Text;
using NodaTime;
using Simulators.Files;
using Simulators.Scenario;

namespace Simulators.Post;

/// <summary>What the post leaves for the hub in <c>in/</c>: record files with contiguous numbers per kind and code.</summary>
internal sealed class PostOutbox(
    PostSimulatorOptions options,
    PartnerFolder folder,
    DateTimeZone zone,
    PartnerClock clock
)
{
    private readonly Dictionary<(string Kind, string Code), int> sequences = [];

    /// <summary>Drops a file of rows; the trailer counts them.</summary>
    public DroppedFile Drop(
        string kind,
        string code,
        IReadOnlyList<string> columns,
        IEnumerable<string[]> rows
    )
    {
        var sequence = sequences.TryGetValue((kind, code), out var last)
            ? last
            : folder.LastSequence(kind, code);
        sequences[(kind, code)] = ++sequence;
        var today = Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(zone).Date.ToDateOnly();
        var name = new PartnerFileName(kind, code, today, sequence, options.IsTest).ToString();
        var list = rows.ToList();
        var text = new StringBuilder(CsvText.Row(columns));
        text.Append(CsvText.Row(Padded(columns.Count, "H", name)));
        list.ForEach(row => text.Append(CsvText.Row(row)));
        text.Append(
            CsvText.Row(Padded(columns.Count, "T", list.Count.ToString(CultureInfo.InvariantCulture)))
        );
        var file = new DroppedFile(name, Encoding.UTF8.GetBytes(text.ToString()), list.Count);
        folder.Put("in", name, file.Content, file.Records);
        return file;
    }

    /// <summary>Drops the very same file once more.</summary>
    public Task DropAgainAsync(DroppedFile file)
    {
        folder.Put("in", file.Name, file.Content, file.Records);
        return Task.CompletedTask;
    }

    private static IEnumerable<string> Padded(int width, params string[] fields) =>
        fields.Concat(Enumerable.Repeat("", width - fields.Length));
}

/// <summary>A file the post left.</summary>
internal sealed record DroppedFile(string Name, byte[] Content, int Records);
