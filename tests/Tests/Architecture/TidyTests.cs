using System.Text.RegularExpressions;

namespace Tests.Architecture;

/// <summary>Files a person can read in one go, and documents that lead somewhere.</summary>
public sealed partial class TidyTests
{
    private const int MaxLines = 300;

    /// <summary>Longer than that, and why they may be.</summary>
    private static readonly Dictionary<string, int> LongFiles = new(StringComparer.Ordinal)
    {
        // Suites of one part: every test is short, and together they are the contract.
        ["tests/Tests/Processes/ProcessRunnerContract.cs"] = 400,
        ["tests/Tests/Exchange/IncomingFileTests.cs"] = 350,
        ["tests/Tests/Post/PostSimulatorTests.cs"] = 400,
        // The hub's side of the file exchange, wired once for all its tests.
        ["tests/Tests/Exchange/ExchangeBench.cs"] = 400,
    };

    private static readonly string[] Folders = ["hub", "adapters", "workflows", "tests"];

    [Fact]
    public void A_file_of_code_has_at_most_300_lines() =>
        Assert.Empty(
            Sources()
                .Select(path => (Path: Relative(path), Lines: File.ReadLines(path).Count()))
                .Where(file => file.Lines > LongFiles.GetValueOrDefault(file.Path, MaxLines))
                .Select(file => $"{file.Path}: {file.Lines} lines")
        );

    [Fact]
    public void No_file_is_excused_that_needs_no_excuse() =>
        Assert.All(
            LongFiles.Keys,
            path => Assert.True(File.ReadLines(Path.Combine(Repository.Root, path)).Count() > MaxLines, path)
        );

    [Fact]
    public void What_is_left_to_do_stands_in_an_issue() =>
        Assert.Empty(
            from path in Sources()
            from line in File.ReadLines(path)
            where ToDo().IsMatch(line) && !path.EndsWith("TidyTests.cs", StringComparison.Ordinal)
            select $"{Relative(path)}: {line.Trim()}"
        );

    [Fact]
    public void A_document_has_one_title() =>
        Assert.Empty(
            Documents()
                .Select(path => (Path: Relative(path), Titles: Titles(path)))
                .Where(document => document.Titles != 1)
                .Select(document => $"{document.Path}: {document.Titles} titles")
        );

    [Fact]
    public void The_files_the_README_leads_to_are_there()
    {
        var named = FileName()
            .Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md")))
            .Select(match => match.Groups["path"].Value)
            .ToList();

        Assert.True(named.Count > 10, "The README leads along the path of one order.");
        Assert.All(
            named,
            path =>
                Assert.True(
                    Path.Exists(Path.Combine(Repository.Root, path)),
                    $"The README leads to {path}, which is not there."
                )
        );
    }

    private static IEnumerable<string> Sources() =>
        Folders
            .SelectMany(folder =>
                Directory.EnumerateFiles(
                    Path.Combine(Repository.Root, folder),
                    "*",
                    SearchOption.AllDirectories
                )
            )
            .Where(path =>
                path.EndsWith(".cs", StringComparison.Ordinal)
                || path.EndsWith(".razor", StringComparison.Ordinal)
            )
            .Where(path => !Relative(path).StartsWith("hub/Storage/Migrations/", StringComparison.Ordinal))
            .Where(path => !path.Contains("/node_modules/", StringComparison.Ordinal));

    private static IEnumerable<string> Documents() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "README.md"));

    private static int Titles(string path)
    {
        var inCode = false;
        var titles = 0;
        foreach (var line in File.ReadLines(path))
        {
            inCode ^= line.StartsWith("```", StringComparison.Ordinal);
            titles += !inCode && line.StartsWith("# ", StringComparison.Ordinal) ? 1 : 0;
        }

        return titles;
    }

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, path);

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ToDo();

    /// <summary>A path in code marks below one of our folders, without an ellipsis or a wildcard.</summary>
    [GeneratedRegex(
        @"`(?<path>(hub|adapters|workflows|tests|config|docs)/[A-Za-z0-9_./-]+)`",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex FileName();
}
