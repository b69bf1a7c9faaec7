using Tests.Feel;
using Workflows.Dmn;
using Workflows.Feel;

namespace Tests.Dmn;

public sealed class DecisionTableTests
{
    [Theory]
    [InlineData(5, "\"low\"", "r1")]
    [InlineData(15, "\"high\"", "r2")]
    public void Unique_answers_by_the_only_rule_that_matches(int x, string expected, string rule)
    {
        var result = Evaluate(Models.Table("", "< 10 → \"low\"", ">= 10 → \"high\""), x);

        Assert.Equal(expected, result.Value.ToString());
        Assert.Equal([rule], Assert.Single(result.Evaluated).MatchedRuleIds);
    }

    [Fact]
    public void Unique_has_no_answer_when_two_rules_match()
    {
        var result = Evaluate(Models.Table("hitPolicy=\"UNIQUE\"", "< 10 → 1", "< 20 → 2"), 5);

        Assert.True(result.Value.IsNull);
        Assert.Equal("not_unique", Assert.Single(result.Warnings).Code);
        Assert.Equal(["r1", "r2"], result.Evaluated[0].MatchedRuleIds);
    }

    [Fact]
    public void First_stops_at_the_first_match()
    {
        var result = Evaluate(Models.Table("hitPolicy=\"FIRST\"", "> 10 → 0", "< 10 → 1", "< 20 → 1 / 0"), 5);

        Assert.Equal("1", result.Value.ToString());
        Assert.Equal(["r2"], result.Evaluated[0].MatchedRuleIds);
    }

    [Theory]
    [InlineData("1", "1", "1")]
    [InlineData("1", "2", "null")]
    public void Any_answers_when_all_matches_agree(string one, string other, string expected) =>
        Assert.Equal(
            expected,
            Evaluate(Models.Table("hitPolicy=\"ANY\"", $"< 10 → {one}", $"< 20 → {other}"), 5)
                .Value.ToString()
        );

    [Theory]
    [InlineData("", "[3, 1, 2]")]
    [InlineData("aggregation=\"SUM\"", "6")]
    [InlineData("aggregation=\"MIN\"", "1")]
    [InlineData("aggregation=\"MAX\"", "3")]
    [InlineData("aggregation=\"COUNT\"", "3")]
    public void Collect_gathers_and_aggregates(string aggregation, string expected) =>
        Assert.Equal(
            expected,
            Evaluate(
                Models.Table($"hitPolicy=\"COLLECT\" {aggregation}", "< 10 → 3", "- → 1", "> 9 → 9", "5 → 2"),
                5
            )
                .Value.ToString()
        );

    [Theory]
    [InlineData("hitPolicy=\"COLLECT\"", "[]")]
    [InlineData("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", "0")]
    [InlineData("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", "null")]
    [InlineData("hitPolicy=\"RULE ORDER\"", "[]")]
    [InlineData("hitPolicy=\"UNIQUE\"", "null")]
    public void Nothing_matched_is_nothing_found(string policy, string expected) =>
        Assert.Equal(expected, Evaluate(Models.Table(policy, "> 10 → 1"), 5).Value.ToString());

    [Fact]
    public void Rule_order_lists_outputs_as_the_rules_stand() =>
        Assert.Equal(
            "[\"b\", \"a\"]",
            Evaluate(Models.Table("hitPolicy=\"RULE ORDER\"", "< 10 → \"b\"", "> 9 → \"x\"", "- → \"a\""), 5)
                .Value.ToString()
        );

    [Theory]
    [InlineData("PRIORITY", "\"high\"")]
    [InlineData("OUTPUT ORDER", "[\"high\", \"low\"]")]
    public void Priorities_come_from_the_list_of_output_values(string policy, string expected)
    {
        var table = Models
            .Table($"hitPolicy=\"{policy}\"", "- → \"low\"", "- → \"high\"")
            .Replace(
                "<output id=\"out\" name=\"out\"/>",
                "<output id=\"out\"><outputValues><text>\"high\", \"low\"</text></outputValues></output>",
                StringComparison.Ordinal
            );

        Assert.Equal(expected, Evaluate(table, 5).Value.ToString());
    }

    [Fact]
    public void An_output_that_is_not_among_the_values_of_its_column_is_null()
    {
        var table = Models
            .Table("", "- → \"unlisted\"")
            .Replace(
                "<output id=\"out\" name=\"out\"/>",
                "<output id=\"out\"><outputValues><text>\"high\", \"low\"</text></outputValues></output>",
                StringComparison.Ordinal
            );

        var result = Evaluate(table, 5);

        Assert.True(result.Value.IsNull);
        Assert.Equal("output_not_allowed", Assert.Single(result.Warnings).Code);
    }

    [Fact]
    public void A_default_answers_when_no_rule_does()
    {
        var table = Models
            .Table("", "> 10 → 1")
            .Replace(
                "<output id=\"out\" name=\"out\"/>",
                "<output id=\"out\"><defaultOutputEntry><text>40 + 2</text></defaultOutputEntry></output>",
                StringComparison.Ordinal
            );

        Assert.Equal("42", Evaluate(table, 5).Value.ToString());
    }

    [Fact]
    public void Several_outputs_make_a_context_and_are_converted_to_their_types()
    {
        const string table = """
            <decision id="t" name="t"><decisionTable>
            <input><inputExpression><text>x</text></inputExpression></input>
            <output name="fee" typeRef="number"/><output name="days" typeRef="number"/>
            <rule id="r1"><inputEntry><text></text></inputEntry>
            <outputEntry><text>x * 20</text></outputEntry><outputEntry><text>"five"</text></outputEntry></rule>
            </decisionTable></decision>
            """;

        var result = Evaluate(table, 2);

        Assert.Equal("{fee: 40, days: null}", result.Value.ToString());
        Assert.Equal("wrong_type", Assert.Single(result.Warnings).Code);
    }

    [Fact]
    public void A_value_outside_the_allowed_inputs_has_no_answer()
    {
        var table = Models
            .Table("", "- → 1")
            .Replace(
                "</inputExpression></input>",
                "</inputExpression><inputValues><text>[0..3]</text></inputValues></input>",
                StringComparison.Ordinal
            );

        Assert.Equal("1", Evaluate(table, 3).Value.ToString());
        Assert.Equal("input_not_allowed", Assert.Single(Evaluate(table, 5).Warnings).Code);
    }

    [Theory]
    [InlineData("hitPolicy=\"LAST\"", "unknown_hit_policy")]
    [InlineData("hitPolicy=\"COLLECT\" aggregation=\"AVG\"", "unknown_aggregation")]
    public void Unknown_policies_are_refused(string policy, string code) =>
        Assert.Equal(code, Assert.Single(Models.Refuse(Models.Table(policy, "- → 1"))).Code);

    [Fact]
    public void Broken_cells_and_uneven_rules_are_all_listed()
    {
        var table = Models
            .Table("", "> → 1", "- → 1 +")
            .Replace("<rule id=\"r2\">", "<rule id=\"r3\"/><rule id=\"r2\">", StringComparison.Ordinal);

        var problems = Models.Refuse(table);

        Assert.Equal(
            ["unexpected_token", "uneven_rule", "unexpected_token"],
            problems.Select(problem => problem.Code)
        );
        Assert.Equal("r3", problems[1].ElementId);
        Assert.All(problems, problem => Assert.True(problem.Line > 1));
    }

    /// <summary>The index answers exactly as walking the rules does.</summary>
    [Fact]
    public void A_long_table_of_constants_answers_as_a_short_one_does()
    {
        string[] cells = ["-", "1", "2", "1, 3", "\"a\"", "true", "null"];
        var rules = Enumerable.Range(0, 100).Select(i => $"{cells[i % 6]} → {i}").ToArray();
        // One cell that is no constant keeps the second table from being indexed.
        var indexed = Models.Accept(Models.Table("hitPolicy=\"COLLECT\"", rules));
        var walked = Models.Accept(Models.Table("hitPolicy=\"COLLECT\"", [.. rules, "> 1000 → 0"]));
        FeelValue[] inputs = [1, 2, 3, 4, "a", true, false, FeelValue.Null, FeelValue.ListOf(1, 2), 2.5m];

        Assert.All(
            inputs,
            input =>
                Assert.Equal(
                    walked.Evaluate("t", With(input), Evaluated.Environment()).Value,
                    indexed.Evaluate("t", With(input), Evaluated.Environment()).Value
                )
        );
    }

    private static FeelContext With(FeelValue x) => FeelContext.Empty.With("x", x);

    private static DmnResult Evaluate(string table, FeelValue x) => Models.Evaluate(table, "t", With(x));
}
