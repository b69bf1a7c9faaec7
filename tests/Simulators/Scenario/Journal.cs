using System.Text.Json;

namespace Simulators.Scenario;

/// <summary>
/// What one simulated partner really received and did: one JSON line per effect, flushed at once. The invariants
/// (reliability.md §2.2, I3, I7, I11) are counted from these files, never from the hub's own word.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly StreamWriter file;
    private readonly Lock gate = new();

    /// <summary>Opens (or continues) <c>{folder}/{partner}.jsonl</c>.</summary>
    public Journal(string folder, string partner)
    {
        Directory.CreateDirectory(folder);
        Partner = partner;
        var stream = new FileStream(
            Path.Combine(folder, partner + ".jsonl"),
            FileMode.Append,
            FileAccess.Write,
            FileShare.Read
        );
        file = new StreamWriter(stream) { AutoFlush = true };
    }

    /// <summary>The partner whose journal this is: <c>gateway</c>, <c>post</c>, <c>bureaus</c>, <c>mail</c>, …</summary>
    public string Partner { get; }

    /// <summary>
    /// Notes one effect. <paramref name="effect"/> is the kind (<c>credit</c>, <c>request</c>, <c>manifest</c>, …);
    /// <paramref name="key"/> is what makes it the same effect when it comes twice; <paramref name="repeated"/> says
    /// that the partner recognised a repetition and did nothing.
    /// </summary>
    public void Note(DateTimeOffset at, string effect, string key, bool repeated, object? detail = null)
    {
        var line = JsonSerializer.Serialize(
            new
            {
                at,
                partner = Partner,
                effect,
                key,
                repeated,
                detail,
            }
        );
        lock (gate)
        {
            file.WriteLine(line);
        }
    }

    public void Dispose() => file.Dispose();
}
