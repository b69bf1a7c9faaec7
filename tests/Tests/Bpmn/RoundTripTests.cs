using System.Text;
using Tests.Architecture;
using Tests.Conformance;
using Workbench;
using Workflows.Bpmn;

namespace Tests.Bpmn;

/// <summary>Reading and writing a file loses nothing of it, whether it runs or not.</summary>
public sealed class RoundTripTests
{
    private const string Everything = """
        <?xml version="1.0" encoding="UTF-8"?>
        <?modeler keep="me"?>
        <!-- before -->
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:of-nobody" xmlns:unused="urn:unused"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:t">
          <bpmn:process id="p" isExecutable="true" x:colour="red&#10;and&#9;green &quot;&lt;">
            <bpmn:documentation textFormat="text/html">  two  spaces &amp; <![CDATA[<b>raw]]></bpmn:documentation>
            <bpmn:extensionElements><x:any xml:space="preserve"> <x:deep a="1" b="2"/>&#13;</x:any><y xmlns="urn:other"/></bpmn:extensionElements>
            <bpmn:startEvent id="s"><bpmn:outgoing>f</bpmn:outgoing></bpmn:startEvent>
            <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">= 1 &lt; 2</bpmn:conditionExpression></bpmn:sequenceFlow>
            <!-- between -->
            <bpmn:endEvent id="e" name="النهاية 😀"/>
          </bpmn:process>
        </bpmn:definitions>
        <!-- after -->
        """;

    public static TheoryData<string> Ours =>
        [
            .. Directory
                .EnumerateFiles(
                    Path.Combine(Repository.Root, "workflows", "definitions"),
                    "*.bpmn",
                    SearchOption.AllDirectories
                )
                .Select(file => Path.GetRelativePath(Repository.Root, file))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Ours))]
    public void A_definition_of_ours_comes_through(string file) =>
        AssertComesThrough(Path.Combine(Repository.Root, file));

    [Fact]
    public void Every_model_of_the_interchange_group_comes_through()
    {
        var models = SharedData.Find("bpmn-miwg");
        Assert.SkipWhen(models is null, "../shared/data/bpmn-miwg (the BPMN MIWG's models) is not here.");

        var files = Directory.GetFiles(models!, "*.bpmn");

        Assert.NotEmpty(files);
        Assert.All(files, AssertComesThrough);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void What_the_engine_has_no_use_for_comes_through_in_any_encoding(string encoding)
    {
        var text = Everything.Replace("UTF-8", encoding, StringComparison.Ordinal);
        var document = Load(Encoding.GetEncoding(encoding).GetBytes(text));

        var again = Load(document.Write());

        Assert.Empty(document.CompareWith(again));
        Assert.Empty(Load(Encoding.UTF8.GetBytes(Everything)).CompareWith(again));
    }

    [Theory]
    [InlineData("<!-- between -->", "")]
    [InlineData("<?modeler keep=\"me\"?>", "")]
    [InlineData("  two  spaces", " two spaces")]
    [InlineData("&#10;and", " and")]
    [InlineData(" b=\"2\"", "")]
    [InlineData("<x:deep a=\"1\" b=\"2\"/>", "<x:deep a=\"1\" b=\"2\"/><x:deep/>")]
    [InlineData("urn:other", "urn:another")]
    [InlineData(" xmlns:unused=\"urn:unused\"", "")]
    [InlineData("&#13;", "")]
    [InlineData("😀", "?")]
    public void Whatever_is_lost_or_changed_is_a_difference(string from, string to)
    {
        var one = Load(Encoding.UTF8.GetBytes(Everything));
        var other = Load(Encoding.UTF8.GetBytes(Everything.Replace(from, to, StringComparison.Ordinal)));

        Assert.NotEmpty(one.CompareWith(other));
    }

    [Theory]
    [InlineData("a=\"1\" b=\"2\"", "b=\"2\" a='1'")]
    [InlineData("<![CDATA[<b>raw]]>", "&lt;b&gt;raw")]
    [InlineData("<x:deep a=\"1\" b=\"2\"/>", "<x:deep a=\"1\" b=\"2\"></x:deep>")]
    public void Another_way_of_writing_the_same_is_none(string from, string to)
    {
        var one = Load(Encoding.UTF8.GetBytes(Everything));
        var other = Load(Encoding.UTF8.GetBytes(Everything.Replace(from, to, StringComparison.Ordinal)));

        Assert.Empty(one.CompareWith(other));
    }

    [Fact]
    public void A_difference_names_its_place()
    {
        var one = Load(Encoding.UTF8.GetBytes(Everything));
        var other = Load(
            Encoding.UTF8.GetBytes(Everything.Replace("b=\"2\"", "b=\"3\"", StringComparison.Ordinal))
        );

        var difference = Assert.Single(one.CompareWith(other));

        Assert.Equal("/definitions[d]/process[p]/extensionElements/any/deep", difference.Path);
        Assert.Equal("b=\"2\" became '3'", difference.Message);
        Assert.Equal(8, difference.Line);
    }

    private static void AssertComesThrough(string file)
    {
        using var output = new StringWriter();
        Assert.True(
            WorkbenchProgram.Run(["bpmn", "roundtrip", file], output, output) == 0,
            output.ToString()
        );
    }

    private static BpmnDocument Load(byte[] bytes)
    {
        var (document, problem) = BpmnDocument.Load(bytes);
        Assert.Null(problem);
        return document!;
    }
}
