using Workflows.Feel;

namespace Tests.Dmn;

public sealed class BoxedExpressionTests
{
    [Fact]
    public void A_context_computes_its_entries_in_order_and_answers_by_its_last_cell()
    {
        const string box = """
            <context>
            <contextEntry><variable name="unit price"/><literalExpression><text>20</text></literalExpression></contextEntry>
            <contextEntry><variable name="total"/><literalExpression><text>unit price * x</text></literalExpression></contextEntry>
            <contextEntry><literalExpression><text>total + 1</text></literalExpression></contextEntry>
            </context>
            """;

        Assert.Equal("61", Evaluate(box));
    }

    [Fact]
    public void A_context_without_last_cell_is_its_entries()
    {
        const string box = """
            <context>
            <contextEntry><variable name="a" typeRef="string"/><literalExpression><text>x</text></literalExpression></contextEntry>
            <contextEntry><variable name="b"/><literalExpression><text>x + 1</text></literalExpression></contextEntry>
            </context>
            """;

        Assert.Equal("{a: null, b: 4}", Evaluate(box));
    }

    [Fact]
    public void A_boxed_expression_whose_value_is_not_of_its_declared_type_is_null() =>
        Assert.Equal(
            "null",
            Evaluate("<list typeRef=\"string\"><literalExpression><text>x</text></literalExpression></list>")
        );

    [Fact]
    public void A_relation_is_a_list_of_rows_whose_cells_do_not_see_each_other()
    {
        const string box = """
            <relation><column name="x"/><column name="y"/>
            <row><literalExpression><text>1</text></literalExpression><literalExpression><text>x</text></literalExpression></row>
            <row><literalExpression><text>2</text></literalExpression><literalExpression><text>x</text></literalExpression></row>
            </relation>
            """;

        Assert.Equal("[{x: 1, y: 3}, {x: 2, y: 3}]", Evaluate(box));
    }

    [Fact]
    public void A_list_evaluates_each_of_its_boxes() =>
        Assert.Equal(
            "[3, \"a\"]",
            Evaluate(
                "<list><literalExpression><text>x</text></literalExpression>"
                    + "<literalExpression><text>\"a\"</text></literalExpression></list>"
            )
        );

    [Fact]
    public void A_function_definition_and_an_invocation_bind_by_name()
    {
        const string box = """
            <context>
            <contextEntry><variable name="f"/><functionDefinition><formalParameter name="a"/><formalParameter name="b"/>
            <literalExpression><text>a - b</text></literalExpression></functionDefinition></contextEntry>
            <contextEntry><invocation><literalExpression><text>f</text></literalExpression>
            <binding><parameter name="b"/><literalExpression><text>1</text></literalExpression></binding>
            <binding><parameter name="a"/><literalExpression><text>x</text></literalExpression></binding>
            </invocation></contextEntry>
            </context>
            """;

        Assert.Equal("2", Evaluate(box));
    }

    [Theory]
    [InlineData("x &gt; 2", "\"yes\"")]
    [InlineData("x &gt; 5", "\"no\"")]
    [InlineData("null", "\"no\"")]
    [InlineData("\"x\"", "null")]
    public void A_conditional_wants_true_or_false(string condition, string expected) =>
        Assert.Equal(
            expected,
            Evaluate(
                $"<conditional><if>{Text(condition)}</if><then>{Text("\"yes\"")}</then><else>{Text("\"no\"")}</else></conditional>"
            )
        );

    [Theory]
    [InlineData("item &gt; x", "[4, 5]")]
    [InlineData("\"x\"", "null")]
    public void A_filter_wants_true_or_false(string match, string expected) =>
        Assert.Equal(
            expected,
            Evaluate($"<filter><in>{Text("[2, 3, 4, 5]")}</in><match>{Text(match)}</match></filter>")
        );

    [Fact]
    public void Loops_and_quantifiers_have_an_iterator()
    {
        Assert.Equal(
            "[3, 6]",
            Evaluate(
                $"<for iteratorVariable=\"i\"><in>{Text("[1, 2]")}</in><return>{Text("i * x")}</return></for>"
            )
        );
        Assert.Equal(
            "true",
            Evaluate(
                $"<some iteratorVariable=\"i\"><in>{Text("[1, 3]")}</in><satisfies>{Text("i = x")}</satisfies></some>"
            )
        );
        Assert.Equal(
            "false",
            Evaluate(
                $"<every iteratorVariable=\"i\"><in>{Text("[1, 3]")}</in><satisfies>{Text("i = x")}</satisfies></every>"
            )
        );
    }

    [Theory]
    [InlineData(
        "<decision id=\"a\" name=\"a\"><conditional><if/></conditional></decision>",
        "expression_missing"
    )]
    [InlineData(
        "<decision id=\"a\" name=\"a\"><functionDefinition kind=\"Java\"><context/></functionDefinition></decision>",
        "external_function"
    )]
    [InlineData(
        "<decision id=\"a\" name=\"a\"><literalExpression expressionLanguage=\"groovy\"><text>1</text></literalExpression></decision>",
        "unknown_language"
    )]
    [InlineData(
        "<decision id=\"a\" name=\"a\"><relation><column name=\"x\"/><row/></relation></decision>",
        "uneven_relation"
    )]
    [InlineData(
        "<decision id=\"a\" name=\"a\"><variable name=\"a\" typeRef=\"money\"/></decision>",
        "unknown_type"
    )]
    [InlineData("<decision id=\"a\"/>", "name_missing")]
    [InlineData("<decision id=\"a\" name=\"a\"/><decision id=\"a\" name=\"b\"/>", "duplicate_id")]
    public void Models_that_cannot_work_are_refused(string content, string code) =>
        Assert.Contains(Models.Refuse(content), problem => problem.Code == code);

    private static string Text(string text) => $"<literalExpression><text>{text}</text></literalExpression>";

    private static string Evaluate(string box) =>
        Models
            .Evaluate($"<decision id=\"a\" name=\"a\">{box}</decision>", "a", FeelContext.Empty.With("x", 3))
            .Value.ToString();
}
