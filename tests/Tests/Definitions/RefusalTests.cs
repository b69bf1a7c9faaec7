using System.Text.RegularExpressions;
using Tests.Architecture;
using Workflows.Bpmn;

namespace Tests.Definitions;

/// <summary>Every coded no of a step is caught where the step is used.</summary>
public sealed partial class RefusalTests
{
    /// <summary>A code that is not written down but comes from a rule, such as that of an address.</summary>
    private const string AnyCode = "*";

    [Fact]
    public void Every_refusal_of_a_step_is_caught_in_every_definition_that_uses_it()
    {
        var refusals = ReadRefusals();
        var uses =
            from process in DefinitionFolder.Processes.Values
            from element in process.Elements
            where element.Work is not null
            select (process, element);
        var uncaught = uses.SelectMany(use =>
                refusals
                    .GetValueOrDefault(use.element.Work!.Type.Source, [])
                    .Where(code => !IsCaught(use.process, use.element, code))
                    .Select(code => $"{use.process.Id}/{use.element.Id}: {code}")
            )
            .ToList();

        Assert.Empty(uncaught);
        Assert.Equal(
            ["pack-order", "refund-payment", "request-extract", "reroute-order", "take-payment"],
            refusals.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void No_definition_waits_for_a_refusal_that_no_step_gives()
    {
        var refusals = ReadRefusals();

        var idle =
            from process in DefinitionFolder.Processes.Values
            from boundary in process.Elements
            where boundary.Kind == ElementKind.BoundaryEvent && boundary.Event == EventKind.Error
            let host = process.Elements[boundary.AttachedTo]
            where host.Work is not null && boundary.ErrorCode is not null
            where !refusals.GetValueOrDefault(host.Work!.Type.Source, []).Contains(boundary.ErrorCode!.Source)
            select $"{process.Id}/{boundary.Id}";

        Assert.Empty(idle);
    }

    private static bool IsCaught(ProcessDefinition process, FlowElement element, string code) =>
        element
            .Boundary.Select(index => process.Elements[index])
            .Any(b => b.Event == EventKind.Error && (b.ErrorCode is null || b.ErrorCode.Source == code));

    /// <summary>The codes by task type, from the sources of the steps that a process may use.</summary>
    private static Dictionary<string, HashSet<string>> ReadRefusals()
    {
        var offered = DefinitionFolder.Steps().Types;
        var sources = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "hub", "Steps"), "*.cs")
            .ToDictionary(
                path => Path.GetFileNameWithoutExtension(path),
                File.ReadAllText,
                StringComparer.Ordinal
            );
        var refusals = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (_, source) in sources)
        {
            if (
                TypeName().Match(source) is not { Success: true } type
                || !offered.Contains(type.Groups["code"].Value)
            )
            {
                continue;
            }

            var inherited = BaseName().Match(source) is { Success: true } parent
                ? sources.GetValueOrDefault(parent.Groups["code"].Value, "")
                : "";
            var codes = Refusal()
                .Matches(source + inherited)
                .Select(match => match.Groups["code"].Success ? match.Groups["code"].Value : AnyCode)
                .ToHashSet(StringComparer.Ordinal);
            if (codes.Count > 0)
            {
                refusals[type.Groups["code"].Value] = codes;
            }
        }

        return refusals;
    }

    [GeneratedRegex("string Type => \"(?<code>[a-z-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"class \w+\([^)]*\)\s*:\s*(?<code>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BaseName();

    [GeneratedRegex(
        @"(?:StepAnswer\.Error|WorkOutcome\.Refused)\(\s*(?:""(?<code>[a-z_]+)""|\w)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Refusal();
}
