using Workflows.Feel;

namespace Tests.Feel;

public sealed class FunctionTests
{
    [Theory]
    [InlineData("(function(a, b) a + b)(1, 2)", "3")]
    [InlineData("(function(a: number, b) a + b)(b: 1, a: 2)", "3")]
    [InlineData("(function(a: number) a)(\"x\")", "null")]
    [InlineData("(function(a: number) a)([5])", "5")]
    [InlineData("(function(a: list<number>) a)(5)", "[5]")]
    [InlineData("(function(a) a)()", "null")]
    [InlineData("{k: 10, f: function(x) x * k, r: f(2)}.r", "20")]
    [InlineData("{fact: function(n) if n <= 1 then 1 else n * fact(n - 1), r: fact(10)}.r", "3628800")]
    [InlineData("(function(a) function(b) function(c) a * b * c)(2)(3)(4)", "24")]
    [InlineData("{f: for i in [1, 2] return function() i, r: [f[1](), f[2]()]}.r", "[1, 2]")]
    [InlineData("5()", "null")]
    public void Lambdas_take_along_what_they_mention(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("substring(string: \"foobar\", start position: 3)", "\"obar\"")]
    [InlineData("split(delimiter: \",\", string: \"foo,bar\")", "[\"foo\", \"bar\"]")]
    [InlineData("split(delimiter: \",\", str: \"foo,bar\")", "null")]
    [InlineData("date(year: 2017, month: 8, day: 30)", "@\"2017-08-30\"")]
    [InlineData("context put(context: {}, key: [\"a\"], value: 1)", "null")]
    [InlineData("context put(context: {}, keys: [\"a\"], value: 1)", "{a: 1}")]
    [InlineData("get entries(m: {a: 1}, n: 2)", "null")]
    [InlineData("abs(n: 1, n: 2)", "null")]
    public void Named_arguments_must_match_a_signature(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("split(\"foo\")")]
    [InlineData("string(\"foo\", \"bar\")")]
    [InlineData("now(1)")]
    public void Too_few_or_too_many_arguments_are_null(string source)
    {
        var environment = Evaluated.Environment();

        Assert.True(Evaluated.Of(source, environment: environment).IsNull);
        Assert.Equal("wrong_arguments", Assert.Single(environment.Warnings).Code);
    }

    [Theory]
    [InlineData("get value({a: 1}, \"a\")", "1")]
    [InlineData("get value({a: {b: 2}}, [\"a\", \"b\"])", "2")]
    [InlineData("get entries({a: 1})", "[{key: \"a\", value: 1}]")]
    [InlineData("context([{key: \"a\", value: 1}])", "{a: 1}")]
    [InlineData("context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])", "null")]
    [InlineData("context put({x: 1, y: {a: 0}}, [\"y\", \"a\"], 2)", "{x: 1, y: {a: 2}}")]
    [InlineData("context merge([{a: 1}, {a: 2, b: 3}])", "{a: 2, b: 3}")]
    [InlineData("get or else(null, 5)", "5")]
    [InlineData("is defined(null)", "false")]
    [InlineData("assert(5, 5 > 4)", "5")]
    public void Functions_of_contexts_and_values_follow_the_standard(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Fact]
    public void A_failed_assertion_gives_its_cause()
    {
        var environment = Evaluated.Environment();

        Assert.True(Evaluated.Of("assert(5, 5 > 6, \"too small\")", environment: environment).IsNull);
        Assert.Equal(
            ("assertion_failed", "too small"),
            (environment.Warnings[0].Code, environment.Warnings[0].Message)
        );
    }

    [Theory]
    [InlineData("[1, 2] instance of list<number>", true)]
    [InlineData("[1, \"a\"] instance of list<number>", false)]
    [InlineData("null instance of Any", false)]
    [InlineData("{a: \"x\", b: 1} instance of context<a: string>", true)]
    [InlineData("{a: null} instance of context<a: string>", true)]
    [InlineData("@\"P1Y\" instance of years and months duration", true)]
    [InlineData("@\"P1D\" instance of years and months duration", false)]
    [InlineData("@\"2026-01-01T00:00:00\" instance of date and time", true)]
    [InlineData("[1..2] instance of range<number>", true)]
    [InlineData("(function(a: number) a) instance of function<number>->Any", true)]
    [InlineData("(function(a: number) a) instance of function<string>->Any", false)]
    [InlineData("abs instance of function<number>->number", true)]
    public void Values_are_instances_of_types(string source, bool expected) =>
        Assert.Equal(FeelValue.From(expected), Evaluated.Of(source));

    /// <summary>Every function the DMN 1.5 standard and its compatibility kit name.</summary>
    [Fact]
    public void Every_function_of_the_standard_is_there()
    {
        string[] standard =
        [
            .. "date|time|date and time|number|string|duration|years and months duration|not".Split('|'),
            .. "substring|string length|upper case|lower case|substring before|substring after".Split('|'),
            .. "replace|contains|starts with|ends with|matches|split|string join".Split('|'),
            .. "list contains|list replace|count|min|max|sum|mean|all|any|sublist|append".Split('|'),
            .. "concatenate|insert before|remove|reverse|index of|union|distinct values".Split('|'),
            .. "flatten|product|median|stddev|mode|sort|decimal|floor|ceiling|round up".Split('|'),
            .. "round down|round half up|round half down|abs|modulo|sqrt|log|exp|odd|even".Split('|'),
            .. "before|after|meets|met by|overlaps|overlaps before|overlaps after|finishes".Split('|'),
            .. "finished by|includes|during|starts|started by|coincides|day of year".Split('|'),
            .. "day of week|month of year|week of year|is|get value|get entries|context".Split('|'),
            .. "context put|context merge|now|today|range".Split('|'),
        ];

        Assert.DoesNotContain(standard, name => Workflows.Feel.Functions.Builtins.Find(name) is null);
    }
}
