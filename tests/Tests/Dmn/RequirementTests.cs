using System.Text;
using Tests.Feel;
using Workflows.Dmn;
using Workflows.Feel;

namespace Tests.Dmn;

public sealed class RequirementTests
{
    [Fact]
    public void A_decision_is_evaluated_after_what_it_requires_and_each_but_once()
    {
        var content =
            Models.Literal("a", "1 + 1")
            + Models.Literal("b", "a * 10", Models.Requires("a"))
            + Models.Literal("c", "a * 100", Models.Requires("a"))
            + Models.Literal("d", "b + c", Models.Requires("b") + Models.Requires("c"));

        var result = Models.Evaluate(content, "d", FeelContext.Empty);

        Assert.Equal("220", result.Value.ToString());
        Assert.Equal(["a", "b", "c", "d"], result.Evaluated.Select(decision => decision.DecisionId));
    }

    [Fact]
    public void A_decision_sees_only_what_it_requires()
    {
        var content = Models.Literal("a", "1") + Models.Literal("b", "a");

        var result = Models.Evaluate(content, "b", FeelContext.Empty.With("a", 5));

        Assert.True(result.Value.IsNull);
        Assert.Equal("variable_not_found", Assert.Single(result.Warnings).Code);
    }

    [Fact]
    public void A_name_the_model_does_not_declare_is_a_variable_of_the_caller() =>
        Assert.Equal(
            "6",
            Models
                .Evaluate(Models.Literal("a", "x + 1"), "a", FeelContext.Empty.With("x", 5))
                .Value.ToString()
        );

    [Fact]
    public void Circles_are_refused()
    {
        var content =
            Models.Literal("a", "b", Models.Requires("b")) + Models.Literal("b", "a", Models.Requires("a"));

        Assert.Equal("circular_requirement", Assert.Single(Models.Refuse(content)).Code);
    }

    [Fact]
    public void References_into_nothing_are_refused()
    {
        var problem = Assert.Single(Models.Refuse(Models.Literal("a", "1", Models.Requires("ghost"))));

        Assert.Equal("reference_missing", problem.Code);
    }

    [Fact]
    public void Inputs_are_converted_to_their_declared_type()
    {
        const string content = """
            <inputData id="i" name="day"><variable name="day" typeRef="date"/></inputData>
            <inputData id="j" name="count"><variable name="count" typeRef="number"/></inputData>
            <decision id="a" name="a"><informationRequirement><requiredInput href="#i"/></informationRequirement>
            <informationRequirement><requiredInput href="#j"/></informationRequirement>
            <literalExpression><text>[day.year, count]</text></literalExpression></decision>
            """;

        var fromJson = FeelContext.Empty.With("day", "2026-09-20").With("count", "three");
        var result = Models.Evaluate(content, "a", fromJson);

        Assert.Equal("[2026, null]", result.Value.ToString());
        Assert.Equal("wrong_type", Assert.Single(result.Warnings).Code);
    }

    [Fact]
    public void A_missing_input_is_null_and_a_warning()
    {
        const string content = """
            <inputData id="i" name="day"/>
            <decision id="a" name="a"><informationRequirement><requiredInput href="#i"/></informationRequirement>
            <literalExpression><text>day</text></literalExpression></decision>
            """;

        Assert.Equal("input_missing", Models.Evaluate(content, "a", FeelContext.Empty).Warnings[0].Code);
    }

    [Fact]
    public void Knowledge_models_are_functions_that_may_call_themselves()
    {
        const string content = """
            <businessKnowledgeModel id="f" name="factorial"><variable name="factorial"/><encapsulatedLogic>
            <formalParameter name="n" typeRef="number"/>
            <literalExpression><text>if n &lt; 2 then 1 else n * factorial(n - 1)</text></literalExpression>
            </encapsulatedLogic></businessKnowledgeModel>
            <decision id="a" name="a"><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>
            <literalExpression><text>factorial(n: 5)</text></literalExpression></decision>
            """;

        Assert.Equal("120", Models.Evaluate(content, "a", FeelContext.Empty).Value.ToString());
    }

    [Fact]
    public void Imported_models_stand_behind_the_name_of_their_import()
    {
        var tariff = Encoding.UTF8.GetBytes(
            """
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="t" name="T" namespace="urn:tariff">
            <decision id="stamp" name="fiscal stamp"><literalExpression><text>2000</text></literalExpression></decision>
            </definitions>
            """
        );
        var main = Encoding.UTF8.GetBytes(
            """
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="M" namespace="urn:m">
            <import name="tariff" namespace="urn:tariff" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
            <decision id="a" name="a">
            <informationRequirement><requiredDecision href="urn:tariff#stamp"/></informationRequirement>
            <literalExpression><text>tariff.fiscal stamp + 5</text></literalExpression></decision>
            </definitions>
            """
        );

        var model = Assert.IsType<DmnRead.Accepted>(DmnReader.Read(main, [tariff])).Model;
        var alone = Assert.IsType<DmnRead.Refused>(DmnReader.Read(main));

        Assert.Equal(
            "2005",
            model.Evaluate("a", FeelContext.Empty, Evaluated.Environment()).Value.ToString()
        );
        Assert.Contains(alone.Problems, problem => problem.Code == "import_missing");
    }

    [Fact]
    public void A_decision_that_does_not_exist_is_a_mistake_of_the_caller() =>
        Assert.Throws<InvalidOperationException>(() =>
            Models.Evaluate(Models.Literal("a", "1"), "b", FeelContext.Empty)
        );

    [Fact]
    public void The_whole_graph_shares_one_budget()
    {
        var decisions = Enumerable
            .Range(1, 50)
            .Select(i =>
                Models.Literal(
                    $"d{i}",
                    "count(for i in 1..60000 return i)",
                    i == 1 ? "" : Models.Requires($"d{i - 1}")
                )
            );
        var environment = Evaluated.Environment();

        var result = Models.Accept(string.Concat(decisions)).Evaluate("d50", FeelContext.Empty, environment);

        Assert.True(result.Value.IsNull);
        Assert.True(environment.LimitReached);
    }

    [Fact]
    public void Warnings_name_the_element_they_come_from()
    {
        const string content = """
            <decision id="a" name="a"><literalExpression id="cell-7"><text>1 / 0</text></literalExpression></decision>
            """;

        var warning = Assert.Single(Models.Evaluate(content, "a", FeelContext.Empty).Warnings);

        Assert.Equal("cell-7", warning.Place);
    }
}
