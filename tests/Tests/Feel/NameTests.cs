using Workflows.Feel;

namespace Tests.Feel;

public sealed class NameTests
{
    private static readonly FeelContext Variables = FeelContext
        .Empty.With("Full Name", "Fatima")
        .With("profit", 10)
        .With("loss", 4)
        .With("profit-loss", 99)
        .With("Student's name", "Youssef")
        .With("date and number", 5)
        .With("Score 2", 7)
        .With("applicant", FeelValue.From(FeelContext.Empty.With("Monthly Income", 6000)));

    [Theory]
    [InlineData("Full Name", "\"Fatima\"")]
    [InlineData("Full   Name", "\"Fatima\"")]
    [InlineData("Full Name + \"!\"", "\"Fatima!\"")]
    [InlineData("profit-loss", "99")]
    [InlineData("loss-profit", "-6")]
    [InlineData("Student's name", "\"Youssef\"")]
    [InlineData("date and number", "5")]
    [InlineData("Score 2 + 1", "8")]
    [InlineData("applicant.Monthly Income * 2", "12000")]
    [InlineData("[applicant][Monthly Income > 5000].Monthly Income", "[6000]")]
    [InlineData("{some key: 1, twice: some key * 2}.twice", "2")]
    [InlineData("for each one in [1, 2] return each one + 1", "[2, 3]")]
    [InlineData("(function(first value) first value + 1)(2)", "3")]
    [InlineData("{a+b: 3, c: a+b}.c", "3")]
    public void Dmn_names_may_hold_blanks_and_signs_and_the_longest_wins(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Dmn(source, Variables).ToString());

    [Theory]
    [InlineData("`Full Name`", "\"Fatima\"")]
    [InlineData("profit-loss", "6")]
    [InlineData("`profit-loss`", "99")]
    [InlineData("applicant.`Monthly Income`", "6000")]
    [InlineData("string length(`Full Name`)", "6")]
    public void Camunda_names_hold_neither_but_may_stand_in_backticks(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Of(source, Variables).ToString());

    [Fact]
    public void Camunda_refuses_names_with_blanks() =>
        Assert.Equal("unexpected_token", Assert.Single(Evaluated.Problems("Full Name")).Code);

    [Fact]
    public void A_variable_that_is_missing_is_null_and_a_warning()
    {
        var environment = Evaluated.Environment();

        Assert.True(Evaluated.Of("customer", environment: environment).IsNull);
        var warning = Assert.Single(environment.Warnings);
        Assert.Equal("variable_not_found", warning.Code);
        Assert.Contains("customer", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_is_missing_is_null_and_a_warning()
    {
        var environment = Evaluated.Environment();

        Assert.True(Evaluated.Of("{a: 1}.b", environment: environment).IsNull);
        Assert.Equal("entry_not_found", Assert.Single(environment.Warnings).Code);
    }

    [Fact]
    public void An_expression_tells_which_variables_it_needs()
    {
        var expression = Evaluated.Parse(
            "a + sum(for b in c return b + d.e) + {f: 1, g: f}.g + (function(h) h + i)(a)"
        );

        Assert.Equal(["a", "c", "d", "i"], expression.Variables);
    }

    [Fact]
    public void A_scope_is_asked_once_for_each_name_and_only_when_needed()
    {
        var scope = new CountingScope();

        Evaluated
            .Parse("if a = 1 then a + a + missing + missing else b")
            .Evaluate(scope, Evaluated.Environment());

        Assert.Equal(["a", "missing"], scope.Asked);
    }

    [Theory]
    [InlineData("{count: 3, r: count([1])}.r", "1")]
    [InlineData("{f: abs, r: f(-1)}.r", "1")]
    [InlineData("{abs: function(x) 42, r: abs(1)}.r", "42")]
    public void A_name_in_scope_hides_a_function_only_when_it_holds_one(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    private sealed class CountingScope : IFeelScope
    {
        public List<string> Asked { get; } = [];

        public bool TryGet(string name, out FeelValue value)
        {
            Asked.Add(name);
            value = name == "a" ? 1 : FeelValue.Null;
            return name == "a";
        }
    }
}
