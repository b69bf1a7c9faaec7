using Workflows.Feel;

namespace Tests.Feel;

public sealed class ExternalFunctionTests
{
    [Theory]
    [InlineData("java.lang.Math", "max(double, double)", "3, 7.5", "7.5")]
    [InlineData("java.lang.Math", "min(int, int)", "3, 7", "3")]
    [InlineData("java.lang.Math", "abs(long)", "-5", "5")]
    [InlineData("java.lang.Math", "pow(double, double)", "2, 10", "1024")]
    [InlineData("java.lang.Math", "cos(double)", "0", "1")]
    [InlineData("java.lang.Math", "max(float, float)", "123.46, 456.78", "456.78")]
    [InlineData("java.lang.Integer", "valueOf(java.lang.String)", "\"123\"", "123")]
    [InlineData("java.lang.Double", "valueOf(double)", "1.5", "1.5")]
    public void The_arithmetic_of_Java_is_the_same_without_Java(
        string type,
        string signature,
        string arguments,
        string expected
    ) => Assert.Equal(expected, Call(type, signature, arguments).Value.ToString());

    [Theory]
    [InlineData("java.lang.System", "exit(int)", "1")]
    [InlineData("java.lang.Runtime", "exec(java.lang.String)", "\"rm\"")]
    [InlineData("java.lang.Math", "random()", "")]
    [InlineData("java.lang.Math", "max(int, int)", "1.5, 2")]
    [InlineData("java.lang.Math", "abs(int)", "3000000000")]
    [InlineData("java.lang.Integer", "valueOf(java.lang.String)", "\"many\"")]
    public void Every_other_call_is_null_and_a_warning(string type, string signature, string arguments)
    {
        var (value, warnings) = Call(type, signature, arguments);

        Assert.True(value.IsNull);
        Assert.Equal("external_function", Assert.Single(warnings).Code);
    }

    private static (FeelValue Value, IReadOnlyList<FeelWarning> Warnings) Call(
        string type,
        string signature,
        string arguments
    )
    {
        var parameters = string.Join(", ", arguments.Split(", ").Select((_, i) => $"p{i}"));
        parameters = arguments.Length == 0 ? "" : parameters;
        var environment = Evaluated.Environment();
        var value = Evaluated
            .Parse(
                $$$"""
                {f: function({{{parameters}}}) external {java: {class: "{{{type}}}", method signature: "{{{signature}}}"}},
                 r: f({{{arguments}}})}.r
                """,
                FeelDialect.Dmn
            )
            .Evaluate(FeelContext.Empty, environment);
        return (value, environment.Warnings);
    }
}
