using System.Text;
using Tests.Feel;
using Workflows.Dmn;
using Workflows.Feel;

namespace Tests.Dmn;

/// <summary>Small decision models written in place.</summary>
internal static class Models
{
    public static string Definitions(string content) =>
        $"""
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="Model" namespace="urn:m">
            {content}
            </definitions>
            """;

    public static DmnRead Read(string xml) => DmnReader.Read(Encoding.UTF8.GetBytes(xml));

    public static DmnModel Accept(string content) =>
        Read(Definitions(content)) switch
        {
            DmnRead.Accepted accepted => accepted.Model,
            DmnRead.Refused refused => throw new InvalidOperationException(
                string.Join("; ", refused.Problems)
            ),
            _ => throw new InvalidOperationException("Neither accepted nor refused."),
        };

    public static IReadOnlyList<DmnProblem> Refuse(string content) =>
        Assert.IsType<DmnRead.Refused>(Read(Definitions(content))).Problems;

    public static DmnResult Evaluate(string content, string decision, FeelContext inputs) =>
        Accept(content).Evaluate(decision, inputs, Evaluated.Environment());

    /// <summary>A decision with a literal expression.</summary>
    public static string Literal(string id, string text, string requirements = "", string type = "") =>
        $"""
            <decision id="{id}" name="{id}"><variable name="{id}" {(
                type.Length == 0 ? "" : $"typeRef=\"{type}\""
            )}/>
            {requirements}<literalExpression><text>{text}</text></literalExpression></decision>
            """;

    public static string Requires(string decision) =>
        $"<informationRequirement><requiredDecision href=\"#{decision}\"/></informationRequirement>";

    /// <summary>A table <c>t</c> with one input <c>x</c>; each rule is "cell → output".</summary>
    public static string Table(string hitPolicy, params string[] rules)
    {
        var rows = rules.Select((rule, i) => Row(i, rule.Split(" → ")));
        return $"""
            <decision id="t" name="t"><decisionTable {hitPolicy}>
            <input id="in"><inputExpression><text>x</text></inputExpression></input><output id="out" name="out"/>
            {string.Join("\n", rows)}
            </decisionTable></decision>
            """;
    }

    private static string Row(int i, string[] parts) =>
        $"""
            <rule id="r{i + 1}"><inputEntry><text>{Escape(parts[0])}</text></inputEntry>
            <outputEntry><text>{Escape(parts[1])}</text></outputEntry></rule>
            """;

    private static string Escape(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal);
}
