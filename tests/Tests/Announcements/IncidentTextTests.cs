using System.Text.RegularExpressions;
using Hub.Catalogue;
using Tests.Architecture;
using Workflows.Engine;

namespace Tests.Announcements;

public sealed partial class IncidentTextTests
{
    [Fact]
    public void Every_incident_the_source_can_open_says_what_it_means_and_what_to_do()
    {
        var texts = Texts.Read(Path.Combine(Repository.Root, "config", "texts"), []);

        var codes = CodesInSource();
        var silent = codes
            .SelectMany(code => (string[])[$"incident.{code}.meaning", $"incident.{code}.remedy"])
            .Where(key => Texts.Languages.Any(language => texts.Find(language, key) is null))
            .ToList();

        Assert.Superset(
            new HashSet<string> { "webhook_failing", "partner_unreachable", "sequence_gap" },
            codes
        );
        Assert.Empty(silent);
    }

    /// <summary>
    /// What is opened as an incident, and what a partner's refusal becomes when no process waits for it; from the opening word
    /// to the end of the statement, every word in lower_snake_case is a code, and so is every constant of one that is named.
    /// </summary>
    private static HashSet<string> CodesInSource()
    {
        var engine = typeof(IncidentCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        var hub = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "hub"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .SelectMany(source =>
                OpeningRegex().Matches(source).SelectMany(opening => CodesIn(opening.Value, source))
            );
        return [.. engine, .. hub];
    }

    private static IEnumerable<string> CodesIn(string opening, string source)
    {
        var words = WordRegex().Matches(opening).Select(word => word.Value).ToHashSet(StringComparer.Ordinal);
        return CodeRegex()
            .Matches(opening)
            .Concat(ConstantRegex().Matches(source).Where(c => words.Contains(c.Groups["name"].Value)))
            .Select(code => code.Groups["code"].Value);
    }

    [GeneratedRegex("[A-Za-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex WordRegex();

    [GeneratedRegex(
        "const string (?<name>[A-Za-z]+) = \"(?<code>[a-z]+(_[a-z]+)+)\"",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex ConstantRegex();

    [GeneratedRegex(
        @"(Incident\s*\.Open\(|OpenIncident\(|new Incident\b|WorkOutcome\.Refused\(|Trigger\.WorkFailed\()[^;]*;",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex OpeningRegex();

    [GeneratedRegex(
        "\"(?<code>[a-z]+(_[a-z]+)+)\"",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex CodeRegex();
}
