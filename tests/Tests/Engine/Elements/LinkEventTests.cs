using Workflows.Bpmn;
using Workflows.Engine;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

/// <summary>R21.</summary>
public sealed class LinkEventTests
{
    [Fact]
    public void Many_throws_go_on_at_the_one_catch_without_a_flow()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Gateway("parallel", "g")
                    + Throws("t1", Link("L"))
                    + Throws("t2", Link("L"))
                    + Catches("c", Link("L"))
                    + Service("after")
                    + Flows("f0:s->g", "f1:g->t1", "f2:g->t2", "f3:c->after")
            )
        ).Begin();

        Assert.Equal(["after", "after"], scenario.Waiting);
        scenario.DoFirst("after").Do("after");
        Assert.Equal(ProcessStatus.Completed, scenario.Status);
    }

    [Theory]
    [InlineData(
        "link_uncaught",
        "<bpmn:intermediateThrowEvent id=\"t\"><bpmn:linkEventDefinition name=\"L\"/></bpmn:intermediateThrowEvent>"
    )]
    [InlineData(
        "link_caught_twice",
        "<bpmn:intermediateThrowEvent id=\"t\"><bpmn:linkEventDefinition name=\"L\"/></bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id=\"c1\"><bpmn:linkEventDefinition name=\"L\"/></bpmn:intermediateCatchEvent><bpmn:intermediateCatchEvent id=\"c2\"><bpmn:linkEventDefinition name=\"L\"/></bpmn:intermediateCatchEvent>"
    )]
    public void A_link_without_its_one_partner_is_refused(string code, string events) =>
        Assert.Contains(
            code,
            Assert
                .IsType<BpmnRead.Refused>(BpmnReader.Read(File(Begin + events + Flows("f:s->t"))))
                .Problems.Select(p => p.Code)
        );
}
