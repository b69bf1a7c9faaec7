using Workflows.Feel;

namespace Tests.Dmn;

public sealed class DecisionServiceTests
{
    private const string Inputs = """
        <inputData id="i" name="i"><variable name="i" typeRef="number"/></inputData>
        """;

    [Fact]
    public void Its_parameters_are_its_input_data_then_its_input_decisions() =>
        Assert.Equal("7", Call("service(10, 3)", Service("number", "i - base")));

    [Fact]
    public void Its_inputs_may_be_given_by_name() =>
        Assert.Equal("7", Call("service(base: 3, i: 10)", Service("number", "i - base")));

    [Fact]
    public void A_result_that_is_not_of_its_declared_type_is_null() =>
        Assert.Equal("null", Call("service(10, 3)", Service("string", "i - base")));

    [Fact]
    public void A_list_of_one_becomes_its_item_where_a_single_value_is_declared() =>
        Assert.Equal("7", Call("service(10, 3)", Service("number", "[i - base]")));

    [Fact]
    public void An_argument_that_is_not_of_the_declared_type_makes_the_call_null() =>
        Assert.Equal("null", Call("service(\"ten\", 3)", Service("number", "5")));

    [Fact]
    public void Several_outputs_are_a_context_by_the_names_of_the_decisions()
    {
        var service =
            Inputs
            + Models.Literal("one", "i + 1", InputRequirement)
            + Models.Literal("two", "i + 2", InputRequirement)
            + """
                <decisionService id="s" name="service"><variable name="service"/><outputDecision href="#one"/>
                <outputDecision href="#two"/><inputData href="#i"/></decisionService>
                """;

        Assert.Equal("{one: 11, two: 12}", Call("service(10)", service));
    }

    private const string InputRequirement =
        "<informationRequirement><requiredInput href=\"#i\"/></informationRequirement>";

    private static string Service(string type, string logic) =>
        Inputs
        + Models.Literal("base", "1000")
        + Models.Literal("sum", logic, InputRequirement + Models.Requires("base"))
        + $"""
            <decisionService id="s" name="service"><variable name="service" typeRef="{type}"/><outputDecision href="#sum"/>
            <inputDecision href="#base"/><inputData href="#i"/></decisionService>
            """;

    private static string Call(string expression, string service) =>
        Models
            .Evaluate(
                service
                    + Models.Literal(
                        "caller",
                        expression,
                        "<knowledgeRequirement><requiredKnowledge href=\"#s\"/></knowledgeRequirement>"
                    ),
                "caller",
                FeelContext.Empty
            )
            .Value.ToString();
}
