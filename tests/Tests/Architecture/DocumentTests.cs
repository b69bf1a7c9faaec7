using System.Text.RegularExpressions;
using Hub.Exchange;
using Hub.Orders;
using Hub.Processes;
using Hub.Work;

namespace Tests.Architecture;

/// <summary>The documents a newcomer trusts say what the code says.</summary>
public sealed partial class DocumentTests
{
    private const int Patience = 1_000;
    private static readonly string States = Read("STATES.md");

    public static TheoryData<string> Decisions() =>
        new(
            Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "docs", "decisions"), "*.md")
                .Select(path => Path.GetFileName(path))
        );

    [Fact]
    public void The_drawing_of_the_order_has_exactly_the_states_of_the_code() =>
        Assert.Equal(
            Enum.GetValues<OrderState>().Select(s => s.ToWireName()).Order(StringComparer.Ordinal),
            Drawn("Order")
        );

    [Fact]
    public void The_order_s_drawing_ends_where_the_code_says_an_order_is_over() =>
        Assert.Equal(
            Enum.GetValues<OrderState>()
                .Where(s => s.IsTerminal())
                .Select(s => s.ToWireName())
                .Order(StringComparer.Ordinal),
            Transitions("Order").Where(t => t.To == "[*]").Select(t => t.From).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void No_state_of_an_order_is_a_dead_end_or_out_of_reach()
    {
        var transitions = Transitions("Order");
        var left = transitions.Select(t => t.From).ToHashSet(StringComparer.Ordinal);
        var entered = transitions.Select(t => t.To).ToHashSet(StringComparer.Ordinal);

        Assert.All(Drawn("Order"), state => Assert.Contains(state, left));
        Assert.All(Drawn("Order"), state => Assert.Contains(state, entered));
    }

    [Fact]
    public void The_table_of_phases_joins_states_as_the_code_does()
    {
        var rows = PhaseRow()
            .Matches(States)
            .ToDictionary(
                row => row.Groups["phase"].Value,
                row => row.Groups["states"].Value.Split(", ").Order(StringComparer.Ordinal).ToArray(),
                StringComparer.Ordinal
            );
        var code = Enum.GetValues<OrderState>().ToLookup(s => s.ToPhase().ToWireName(), s => s.ToWireName());

        Assert.Equal(Enum.GetValues<PublicPhase>().Select(p => p.ToWireName()), rows.Keys);
        Assert.All(rows, row => Assert.Equal(code[row.Key].Order(StringComparer.Ordinal), row.Value));
    }

    [Fact]
    public void The_drawing_of_the_process_instance_has_exactly_the_states_of_the_code() =>
        Assert.Equal(NamesOf<InstanceStatus>(), Drawn("Process instance"));

    [Fact]
    public void The_drawing_of_the_work_item_has_exactly_the_states_of_the_code() =>
        Assert.Equal(NamesOf<WorkState>(), Drawn("Work item"));

    [Fact]
    public void The_drawing_of_the_file_has_exactly_the_states_of_the_code() =>
        Assert.Equal(NamesOf<FileState>(), Drawn("File"));

    [Theory]
    [MemberData(nameof(Decisions))]
    public void A_decision_fits_a_page_and_tells_context_options_decision_and_consequences(string file)
    {
        var lines = Read(Path.Combine("decisions", file)).Split('\n');

        Assert.StartsWith($"# {file[..4]} ", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            ["## Context", "## Options", "## Decision", "## Consequences"],
            lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal))
        );
        Assert.InRange(lines.Length, 20, 70);
    }

    [Fact]
    public void Words_the_glossary_avoids_are_in_no_type_name()
    {
        var avoided = TableRow()
            .Matches(Read("GLOSSARY.md"))
            .SelectMany(row => Code().Matches(row.Groups["avoid"].Value))
            .Select(word => word.Groups["word"].Value)
            .ToList();
        var types = new[]
        {
            typeof(Order).Assembly,
            typeof(Adapters.Post.S10Item).Assembly,
            typeof(Workflows.Engine.ProcessEngine).Assembly,
        }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type =>
                !type.Name.Contains('<', StringComparison.Ordinal) && type.Namespace != "Hub.Schedules"
            )
            .ToList();

        Assert.NotEmpty(avoided);
        Assert.Empty(
            from word in avoided
            from type in types
            where WordsOf(type.Name).Contains(word, StringComparer.Ordinal)
            select $"{type.FullName}: '{word}'"
        );
    }

    [Fact]
    public void Every_term_of_the_glossary_has_its_words_in_Arabic_and_French()
    {
        var rows = TableRow()
            .Matches(Read("GLOSSARY.md"))
            .Where(row => row.Groups["term"].Value is not ("Term" or "---"))
            .ToList();

        Assert.True(rows.Count > 40);
        Assert.All(
            rows,
            row =>
            {
                Assert.Contains(row.Groups["ar"].Value, c => c is >= '\u0621' and <= '\u064A');
                Assert.Contains(row.Groups["fr"].Value, char.IsAsciiLetter);
                Assert.NotEmpty(row.Groups["meaning"].Value);
            }
        );
    }

    private static IEnumerable<string> NamesOf<T>()
        where T : struct, Enum =>
        Enum.GetNames<T>().Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Drawn(string heading) =>
        Transitions(heading)
            .SelectMany(t => new[] { t.From, t.To })
            .Where(state => state != "[*]")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private static List<(string From, string To)> Transitions(string heading)
    {
        var start = States.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        var begin = States.IndexOf("```mermaid", start, StringComparison.Ordinal);
        var end = States.IndexOf("```", begin + 3, StringComparison.Ordinal);
        return
        [
            .. Arrow()
                .Matches(States[begin..end])
                .Select(arrow => (arrow.Groups["from"].Value, arrow.Groups["to"].Value)),
        ];
    }

    private static IEnumerable<string> WordsOf(string name) =>
        Word().Matches(name).Select(word => word.Value);

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, "docs", path));

    [GeneratedRegex(
        @"(?<from>\[\*\]|[a-z_]+) --> (?<to>\[\*\]|[a-z_]+)",
        RegexOptions.ExplicitCapture,
        Patience
    )]
    private static partial Regex Arrow();

    [GeneratedRegex(
        @"^\| (?<phase>[a-z_]+) \| (?<states>[a-z_, ]+) \|$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        Patience
    )]
    private static partial Regex PhaseRow();

    [GeneratedRegex(
        @"^\| (?<term>[^|]+) \| (?<ar>[^|]+) \| (?<fr>[^|]+) \| (?<meaning>[^|]+) \| (?<avoid>[^|]+) \|$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        Patience
    )]
    private static partial Regex TableRow();

    [GeneratedRegex("`(?<word>[A-Za-z]+)`", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Code();

    [GeneratedRegex("[A-Z][a-z0-9]*", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Word();
}
