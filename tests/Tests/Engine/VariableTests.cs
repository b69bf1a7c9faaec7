using Workflows.Engine;
using Workflows.Feel;
using static Tests.Engine.BpmnText;

namespace Tests.Engine;

public sealed class VariableTests
{
    [Fact]
    public void Input_mappings_are_local_and_each_sees_the_ones_before()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/>"
                    + Service(
                        "ask",
                        mappings: "<zeebe:input source=\"=a + 1\" target=\"b\"/><zeebe:input source=\"=b * 2\" target=\"c\"/>"
                    )
                    + Flows("f0:s->ask")
            )
        ).Begin(("a", 1));

        Assert.Equal(4, scenario.Last<Command.OpenWork>().Input["c"].AsInt64());
        Assert.False(scenario.Variables.ContainsKey("b"));
    }

    [Fact]
    public void Without_output_mappings_results_go_to_the_nearest_scope_that_has_them()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/><bpmn:subProcess id=\"sub\"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source=\"=1\" target=\"mine\"/></zeebe:ioMapping></bpmn:extensionElements><bpmn:startEvent id=\"ss\"/>"
                    + Service("ask")
                    + Flows("i0:ss->ask")
                    + "</bpmn:subProcess>"
                    + Flows("f0:s->sub")
            )
        ).Begin();

        scenario.Do("ask", ("mine", 2), ("yours", 3));

        Assert.False(scenario.Variables.ContainsKey("mine"));
        Assert.Equal(3, scenario.Variables["yours"].AsInt64());
    }

    [Fact]
    public void With_output_mappings_only_what_they_name_leaves()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/>"
                    + Service("ask", mappings: "<zeebe:output source=\"=result\" target=\"order.state\"/>")
                    + Flows("f0:s->ask")
            )
        ).Begin(("order", FeelValue.From(FeelContext.Empty.With("id", 7L))));

        scenario.Do("ask", ("result", "ok"), ("noise", 1));

        var order = scenario.Variables["order"].AsContext();
        Assert.Equal(("ok", 7L), (order["state"].AsString(), order["id"].AsInt64()));
        Assert.False(scenario.Variables.ContainsKey("noise"));
    }

    [Fact]
    public void A_script_puts_its_result_into_a_variable()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/><bpmn:scriptTask id=\"sum\"><bpmn:extensionElements><zeebe:script expression=\"=a + b\" resultVariable=\"total\"/></bpmn:extensionElements></bpmn:scriptTask>"
                    + Flows("f0:s->sum")
            )
        ).Begin(("a", 2), ("b", 3));

        Assert.Equal(5, scenario.Variables["total"].AsInt64());
        Assert.Equal(ProcessStatus.Completed, scenario.Status);
    }

    [Fact]
    public void A_call_activity_passes_everything_down_and_takes_back_what_its_mappings_name()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/><bpmn:callActivity id=\"pay\"><bpmn:extensionElements><zeebe:calledElement processId=\"payment\"/><zeebe:ioMapping><zeebe:output source=\"=paid\" target=\"isPaid\"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:callActivity>"
                    + Flows("f0:s->pay")
            )
        ).Begin(("orderId", "o1"));

        var call = scenario.Last<Command.CallProcess>();
        Assert.Equal(("payment", "o1"), (call.ProcessId, call.Variables["orderId"].AsString()));
        scenario.Apply(
            new Trigger.CalledCompleted(
                call.ElementInstance,
                FeelContext.Empty.With("paid", true).With("noise", 1L)
            )
        );

        Assert.True(scenario.Variables["isPaid"].AsBoolean());
        Assert.False(scenario.Variables.ContainsKey("noise"));
    }

    [Fact]
    public void A_definition_that_runs_in_a_circle_without_a_wait_stops_as_an_incident()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/><bpmn:exclusiveGateway id=\"g\"/><bpmn:task id=\"t\"/>"
                    + Flows("f0:s->g", "f1:g->t", "f2:t->g")
            )
        ).Begin();

        Assert.Contains(scenario.Incidents, i => i.EndsWith(":too_many_steps", StringComparison.Ordinal));
    }
}
