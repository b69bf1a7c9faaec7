using System.Text;
using Workflows.Bpmn;
using static Tests.Engine.BpmnText;

namespace Tests.Bpmn;

/// <summary>A file that cannot run is told all its problems at once, each with its element and line.</summary>
public sealed class DefinitionCheckTests
{
    [Fact]
    public void Every_problem_of_a_file_is_listed_with_its_element_and_line()
    {
        var xml = File(
            """
            <bpmn:startEvent id="start"/>
            <bpmn:exclusiveGateway id="which"/>
            <bpmn:choreographyTask id="choreography"/>
            <bpmn:task id="left"/>
            <bpmn:task id="left"/>
            <bpmn:task id="alone"/>
            <bpmn:serviceTask id="typeless"/>
            <bpmn:boundaryEvent id="nowhere" attachedToRef="ghost"><bpmn:timerEventDefinition/></bpmn:boundaryEvent>
            <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="which"/>
            <bpmn:sequenceFlow id="f2" sourceRef="which" targetRef="left"/>
            <bpmn:sequenceFlow id="f3" sourceRef="which" targetRef="typeless"><bpmn:conditionExpression>=1 +</bpmn:conditionExpression></bpmn:sequenceFlow>
            <bpmn:sequenceFlow id="f4" sourceRef="which" targetRef="choreography"/>
            <bpmn:sequenceFlow id="f5" sourceRef="left" targetRef="ghost"/>
            """
        );

        var problems = Refuse(xml);

        Assert.Equal(
            [
                ("choreography", "element_not_supported"),
                ("left", "id_duplicate"),
                ("alone", "element_unreachable"),
                ("typeless", "task_definition_missing"),
                ("nowhere", "boundary_unattached"),
                ("nowhere", "timer_incomplete"),
                ("which", "condition_missing"),
                ("f3", "feel_syntax"),
                ("f5", "reference_unknown"),
            ],
            Sorted(problems, "choreography", "left", "alone", "typeless", "nowhere", "which", "f3", "f5")
        );
        Assert.All(
            problems,
            problem =>
                Assert.Contains(
                    $"id=\"{problem.ElementId}\"",
                    LineOf(xml, problem.Line),
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void A_gateway_arrow_without_condition_must_be_the_default()
    {
        var problem = Assert.Single(
            Refuse(
                File(
                    "<bpmn:startEvent id=\"s\"/><bpmn:exclusiveGateway id=\"g\"/><bpmn:task id=\"a\"/><bpmn:task id=\"b\"/>"
                        + Flows("f0:s->g", "f1:g->a?x", "f2:g->b")
                )
            )
        );

        Assert.Equal(("g", "condition_missing"), (problem.ElementId, problem.Code));
        Assert.Contains("'f2'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_path_leads_to_is_refused_and_what_a_border_event_leads_to_is_not()
    {
        var problems = Refuse(
            File(
                "<bpmn:startEvent id=\"s\"/>"
                    + Service("work")
                    + Boundary("late", "work", TimerAfter("PT1H"))
                    + "<bpmn:task id=\"after\"/><bpmn:task id=\"island\"/><bpmn:task id=\"beach\"/>"
                    + Flows("f0:s->work", "f1:late->after", "f2:island->beach", "f3:beach->island")
            )
        );

        Assert.Equal(
            [("island", "element_unreachable"), ("beach", "element_unreachable")],
            problems.Select(p => (p.ElementId!, p.Code))
        );
    }

    [Theory]
    [InlineData("<bpmn:task id=\"t\"/>", "start_missing")]
    [InlineData("<bpmn:startEvent id=\"s\"/><bpmn:startEvent id=\"s2\"/>", "start_ambiguous")]
    [InlineData(
        "<bpmn:startEvent id=\"s\"/><bpmn:subProcess id=\"p2\" triggeredByEvent=\"true\"><bpmn:startEvent id=\"x\"/></bpmn:subProcess><bpmn:sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"p2\"/>",
        "element_not_supported"
    )]
    [InlineData(
        "<bpmn:startEvent id=\"s\"/><bpmn:task id=\"t\"><bpmn:multiInstanceLoopCharacteristics/></bpmn:task><bpmn:sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/>",
        "loop_collection_missing"
    )]
    public void What_the_engine_does_not_run_is_refused_and_never_ignored(string body, string code) =>
        Assert.Contains(code, Refuse(File(body)).Select(p => p.Code));

    private static IReadOnlyList<DefinitionProblem> Refuse(byte[] xml) =>
        Assert.IsType<BpmnRead.Refused>(BpmnReader.Read(xml)).Problems;

    private static IEnumerable<(string, string)> Sorted(
        IReadOnlyList<DefinitionProblem> problems,
        params string[] elements
    ) => problems.OrderBy(p => Array.IndexOf(elements, p.ElementId)).Select(p => (p.ElementId ?? "", p.Code));

    private static string LineOf(byte[] xml, int line) => Encoding.UTF8.GetString(xml).Split('\n')[line - 1];
}
