using Workbench;

namespace Tests.Workbench;

/// <summary><c>./run feel</c>, <c>./run dmn</c> and <c>./run bpmn</c> as their users meet them.</summary>
public sealed class WorkbenchTests : IDisposable
{
    private const string Fees = """
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="M" namespace="urn:fees">
        <decision id="fee" name="Fee of an order"><literalExpression><text>copies * 20</text></literalExpression></decision>
        </definitions>
        """;

    private const string Importing = """
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="n" name="N" namespace="urn:n">
        <import name="fees" namespace="urn:fees" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
        <decision id="twice" name="twice"><informationRequirement><requiredDecision href="urn:fees#fee"/></informationRequirement>
        <literalExpression><text>2 * fees.Fee of an order</text></literalExpression></decision>
        </definitions>
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbench");
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("-1", "-1")]
    [InlineData("\"a\" + \"b\"", "\"ab\"")]
    [InlineData("{a: [1, 2], b: @\"2026-11-28\"}", "{a: [1, 2], b: @\"2026-11-28\"}")]
    public void An_expression_prints_its_value_as_FEEL(string source, string value)
    {
        Assert.Equal(0, Run("feel", source));
        Assert.Equal(value, _output.ToString().TrimEnd());
    }

    [Fact]
    public void Variables_come_from_a_file()
    {
        var context = Write("v.json", """{"order": {"copies": 3}, "unit price": 20}""");

        Assert.Equal(0, Run("feel", "order.copies * unit price", "--context", context));
        Assert.Equal("60", _output.ToString().TrimEnd());
    }

    [Fact]
    public void Why_a_value_is_null_is_said_beside_it()
    {
        Assert.Equal(0, Run("feel", "missing + 1", "--dialect", "camunda"));
        Assert.Equal("null", _output.ToString().TrimEnd());
        Assert.Contains("[variable_not_found at 0]", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_no_FEEL_fails_with_its_place()
    {
        Assert.Equal(1, Run("feel", "1 +"));
        Assert.StartsWith("1:4: ", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_cut_off_by_its_limits_fails()
    {
        Assert.Equal(1, Run("feel", "count(for i in 1..1000000000 return i)"));
        Assert.Contains("evaluation_limit", _errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("feel")]
    [InlineData("feel", "1", "2")]
    [InlineData("feel", "1", "--dialect", "groovy")]
    [InlineData("feel", "1", "--context")]
    [InlineData("feel", "1", "--dialect", "dmn", "--dialect", "dmn")]
    [InlineData("feel", "1", "--colour", "red")]
    [InlineData("dmn")]
    [InlineData("dmn", "eval", "fees.dmn")]
    [InlineData("dmn", "tck")]
    [InlineData("bpmn", "check")]
    [InlineData("bpmn", "roundtrip", "--quickly")]
    public void A_command_that_is_not_understood_says_how_it_is_used(params string[] args)
    {
        Assert.Equal(2, Run(args));
        Assert.Contains("usage: ./run", _errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{\"a\": ")]
    [InlineData("{\"a\": 1, \"a\": 2}")]
    public void Variables_that_are_no_object_fail(string json)
    {
        var context = Write("v.json", json);

        Assert.Equal(1, Run("feel", "1", "--context", context));
        Assert.Contains("v.json", _errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fee")]
    [InlineData("Fee of an order")]
    public void A_decision_is_found_by_id_or_name(string decision)
    {
        var model = Write("fees.dmn", Fees);
        var context = Write("v.json", """{"copies": 3}""");

        Assert.Equal(0, Run("dmn", "eval", model, "--decision", decision, "--context", context));
        Assert.Equal("60", _output.ToString().TrimEnd());
    }

    [Fact]
    public void A_decision_that_is_not_there_fails_and_says_which_are()
    {
        Assert.Equal(1, Run("dmn", "eval", Write("fees.dmn", Fees), "--decision", "toll"));
        Assert.Contains("it has: fee", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_a_model_imports_are_found_beside_it()
    {
        Write("fees.dmn", Fees);
        Write("broken.dmn", "<definitions");
        var model = Write("n.dmn", Importing);
        var context = Write("v.json", """{"copies": 3}""");

        Assert.Equal(0, Run("dmn", "eval", model, "--decision", "twice", "--context", context));
        Assert.Equal("120", _output.ToString().TrimEnd());
    }

    [Fact]
    public void A_broken_model_fails_with_file_line_and_element()
    {
        var model = Write("fees.dmn", Fees.Replace("copies * 20", "copies *", StringComparison.Ordinal));

        Assert.Equal(1, Run("dmn", "eval", model, "--decision", "fee"));
        Assert.Contains("fees.dmn:2:", _errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("60", 0, "1 passed, 0 failed", "SUCCESS")]
    [InlineData("61", 1, "0 passed, 1 failed", "ERROR")]
    public void A_folder_of_the_TCK_is_counted_and_written_as_its_results_file(
        string expected,
        int code,
        string summary,
        string status
    )
    {
        _folder.CreateSubdirectory("compliance-level-3/9999-own");
        Write("compliance-level-3/9999-own/fees.dmn", Fees);
        Write(
            "compliance-level-3/9999-own/9999-own-test-01.xml",
            $"""
            <testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"><modelName>fees.dmn</modelName><testCase id="001">
            <inputNode name="copies"><value>3</value></inputNode>
            <resultNode name="Fee of an order"><expected><value>{expected}</value></expected></resultNode></testCase></testCases>
            """
        );
        var csv = Path.Combine(_folder.FullName, "tck_results.csv");

        Assert.Equal(code, Run("dmn", "tck", _folder.FullName, "--csv", csv));
        Assert.EndsWith(summary, _output.ToString().TrimEnd(), StringComparison.Ordinal);
        Assert.StartsWith(
            $"\"compliance-level-3/9999-own\",\"9999-own-test-01\",\"001\",\"{status}\",\"",
            Assert.Single(File.ReadAllLines(csv)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_process_that_can_be_deployed_is_fine()
    {
        Assert.Equal(0, Run("bpmn", "check", Write("p.bpmn", Process("e"))));
        Assert.EndsWith("p: fine", _output.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_cannot_is_shown_with_element_line_and_rule()
    {
        var good = Write("good.bpmn", Process("e"));
        var bad = Write("bad.bpmn", Process("nowhere"));

        Assert.Equal(1, Run("bpmn", "check", good, bad));
        Assert.Contains($"{bad}:3:", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(" f reference_unknown: ", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("roundtrip")]
    public void A_file_that_is_not_there_or_no_BPMN_fails(string command)
    {
        Assert.Equal(1, Run("bpmn", command, Path.Combine(_folder.FullName, "none.bpmn")));
        Assert.Contains("none.bpmn", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, Run("bpmn", command, Write("other.xml", "<other/>")));
        Assert.Contains("not_bpmn", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_cases_fails() => Assert.Equal(1, Run("dmn", "tck", _folder.FullName));

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _output.Dispose();
        _errors.Dispose();
    }

    private static string Process(string target) =>
        $"""
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:t">
            <process id="p" isExecutable="true"><startEvent id="s"/><endEvent id="e"/>
            <sequenceFlow id="f" sourceRef="s" targetRef="{target}"/></process></definitions>
            """;

    private int Run(params string[] args) => WorkbenchProgram.Run(args, _output, _errors);

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
