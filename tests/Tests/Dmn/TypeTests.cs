using Workflows.Feel;

namespace Tests.Dmn;

public sealed class TypeTests
{
    private const string Types = """
        <itemDefinition name="tLanguage"><typeRef>string</typeRef><allowedValues><text>"ar", "fr"</text></allowedValues></itemDefinition>
        <itemDefinition name="tLanguages" isCollection="true"><typeRef>tLanguage</typeRef></itemDefinition>
        <itemDefinition name="tLine"><itemComponent name="kind"><typeRef>string</typeRef></itemComponent>
        <itemComponent name="copies"><typeRef>number</typeRef></itemComponent></itemDefinition>
        <itemDefinition name="tTree"><itemComponent name="value"><typeRef>number</typeRef></itemComponent>
        <itemComponent name="children" isCollection="true"><typeRef>tTree</typeRef></itemComponent></itemDefinition>
        """;

    [Theory]
    [InlineData("number", "\"x\"", "null")]
    [InlineData("number", "[5]", "5")]
    [InlineData("tLanguages", "\"ar\"", "[\"ar\"]")]
    [InlineData("tLanguage", "\"en\"", "null")]
    [InlineData("tLanguages", "[\"ar\", \"en\"]", "null")]
    [InlineData(
        "tLine",
        "{kind: \"extract\", copies: 2, more: 1}",
        "{kind: \"extract\", copies: 2, more: 1}"
    )]
    [InlineData("tLine", "{kind: \"extract\"}", "null")]
    [InlineData("tLine", "{kind: \"extract\", copies: null}", "{kind: \"extract\", copies: null}")]
    [InlineData("date and time", "date(\"2026-09-20\")", "@\"2026-09-20T00:00:00Z\"")]
    [InlineData(
        "tTree",
        "{value: 1, children: [{value: 2, children: []}]}",
        "{value: 1, children: [{value: 2, children: []}]}"
    )]
    [InlineData("tTree", "{value: 1, children: [{value: \"x\", children: []}]}", "null")]
    [InlineData("integer", "5", "5")]
    [InlineData("feel:string", "\"x\"", "\"x\"")]
    public void A_result_is_converted_to_its_type_or_null(string type, string text, string expected) =>
        Assert.Equal(
            expected,
            Models
                .Evaluate(Types + Models.Literal("a", text, type: type), "a", FeelContext.Empty)
                .Value.ToString()
        );

    [Fact]
    public void Types_may_be_named_in_expressions() =>
        Assert.Equal(
            "true",
            Models
                .Evaluate(
                    Types + Models.Literal("a", "[{kind: \"e\", copies: 1}] instance of list&lt;tLine&gt;"),
                    "a",
                    FeelContext.Empty
                )
                .Value.ToString()
        );

    [Fact]
    public void A_type_that_is_nothing_but_itself_is_refused()
    {
        const string circle = """
            <itemDefinition name="a"><typeRef>b</typeRef></itemDefinition>
            <itemDefinition name="b"><typeRef>a</typeRef></itemDefinition>
            """;

        Assert.Contains(Models.Refuse(circle), problem => problem.Code == "circular_type");
    }
}
