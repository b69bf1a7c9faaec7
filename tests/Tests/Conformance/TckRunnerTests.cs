using System.Text;
using Workflows.Dmn.Tck;

namespace Tests.Conformance;

/// <summary>The runner itself, on folders written here.</summary>
public sealed class TckRunnerTests
{
    private const string Model = """
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="M" namespace="urn:m">
        <inputData id="i" name="i"><variable name="i" typeRef="number"/></inputData>
        <decision id="d" name="d"><variable name="d" typeRef="number"/>
        <informationRequirement><requiredInput href="#i"/></informationRequirement>
        <literalExpression><text>i + 1</text></literalExpression></decision>
        <businessKnowledgeModel id="k" name="k"><variable name="k"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/>
        <literalExpression><text>n * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
        <decisionService id="s" name="s"><variable name="s"/><outputDecision href="#d"/><inputData href="#i"/></decisionService>
        </definitions>
        """;

    [Theory]
    [InlineData("", "i", "d", 6, true)]
    [InlineData("", "i", "d", 7, false)]
    [InlineData("type=\"decisionService\" invocableName=\"s\"", "i", "d", 6, true)]
    [InlineData("type=\"bkm\" invocableName=\"k\"", "n", "k", 10, true)]
    [InlineData("type=\"bkm\" invocableName=\"nobody\"", "n", "k", 10, false)]
    public void A_case_passes_when_the_result_is_as_expected(
        string kind,
        string input,
        string result,
        int expected,
        bool passes
    )
    {
        var outcome = Assert.Single(
            Run(
                $"""
                <testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase">
                <modelName>m.dmn</modelName><testCase id="001" {kind}>
                <inputNode name="{input}"><value>5</value></inputNode>
                <resultNode name="{result}"><expected><value>{expected}</value></expected></resultNode>
                </testCase></testCases>
                """
            )
        );

        Assert.Equal(passes, outcome.Passed);
    }

    [Fact]
    public void A_test_file_that_is_broken_is_one_failure() =>
        Assert.False(Assert.Single(Run("<testCases>")).Passed);

    [Fact]
    public void Another_XML_file_is_passed_over() => Assert.Empty(Run("<project/>"));

    private static IEnumerable<TckOutcome> Run(string tests) =>
        TckRunner.Run(
            new TckFolder(
                "compliance-level-3",
                "9999-own",
                new Dictionary<string, ReadOnlyMemory<byte>>
                {
                    ["m.dmn"] = Encoding.UTF8.GetBytes(Model),
                    ["t.xml"] = Encoding.UTF8.GetBytes(tests),
                }
            )
        );
}
