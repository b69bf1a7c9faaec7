using System.Globalization;

namespace Benchmarks.Files;

/// <summary>What the command line of <c>files</c> said.</summary>
/// <param name="Rows">Answers in the file.</param>
/// <param name="Megabytes">Its size at least: notes are made as long as it takes.</param>
/// <param name="Databases"><c>sqlite</c>, <c>postgres</c>.</param>
/// <param name="Connection">The cluster to use; null for a private one.</param>
/// <param name="Phase">Of a child process: <c>seed</c> or <c>apply</c>.</param>
/// <param name="Folder">Of a child process: where the file lies.</param>
internal sealed record FileBenchArguments(
    int Rows,
    int Megabytes,
    IReadOnlyList<string> Databases,
    string? Connection,
    string? Phase,
    string? Folder
)
{
    public const string Usage =
        "usage: bench files [--rows 200000] [--megabytes 100] [--db sqlite,postgres] [--postgres CONNECTION]";

    /// <summary>Reads the options; null when they are not understood.</summary>
    public static FileBenchArguments? Read(ReadOnlySpan<string> args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Length)
            {
                return null;
            }

            values[args[i]] = args[i + 1];
        }

        var result = new FileBenchArguments(
            Whole(values.GetValueOrDefault("--rows", "200000")),
            Whole(values.GetValueOrDefault("--megabytes", "100")),
            values.GetValueOrDefault("--db", "sqlite,postgres").Split(','),
            values.GetValueOrDefault("--postgres"),
            values.GetValueOrDefault("--phase"),
            values.GetValueOrDefault("--folder")
        );
        return
            result.Rows > 0
            && result.Megabytes >= 0
            && result.Databases.All(db => db is "sqlite" or "postgres")
            ? result
            : null;
    }

    private static int Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
