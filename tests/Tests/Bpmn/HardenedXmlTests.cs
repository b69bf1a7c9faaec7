using System.Text;
using Workflows.Bpmn;

namespace Tests.Bpmn;

/// <summary>Files that mean harm are refused before they cost anything.</summary>
public sealed class HardenedXmlTests
{
    [Theory]
    [InlineData(80_000)]
    [InlineData(66)]
    public void Elements_nested_too_deeply_are_refused_at_the_first_that_is(int levels)
    {
        // One level a line: the line of the problem tells how far the reader went.
        var xml = new StringBuilder();
        for (var i = 0; i < levels; i++)
        {
            xml.Append("<a>\n");
        }

        for (var i = 0; i < levels; i++)
        {
            xml.Append("</a>");
        }

        var problem = Refuse(xml.ToString());

        Assert.Equal(("xml_too_deep", 66), (problem.Code, problem.Line));
    }

    [Fact]
    public void A_deep_file_costs_no_more_memory_than_its_bytes()
    {
        var levels = Math.Min(80_000, 2 * 1024 * 1024 / 7);
        var xml = Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Repeat("<a>", levels)) + string.Concat(Enumerable.Repeat("</a>", levels))
        );
        BpmnReader.Read(xml);

        var before = GC.GetAllocatedBytesForCurrentThread();
        BpmnReader.Read(xml);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, xml.Length + 200_000);
    }

    [Fact]
    public void A_document_type_is_refused_and_with_it_every_entity()
    {
        var bomb = new StringBuilder("<!DOCTYPE b [<!ENTITY a0 \"ha\">");
        for (var i = 1; i < 30; i++)
        {
            bomb.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">"
            );
        }

        bomb.Append("]><b>&a29;</b>");

        Assert.Equal("xml_unreadable", Refuse(bomb.ToString()).Code);
        Assert.Equal("xml_unreadable", Refuse("<!DOCTYPE b SYSTEM \"file:///etc/passwd\"><b/>").Code);
        Assert.Equal(
            "xml_unreadable",
            Refuse("<!DOCTYPE b [<!ENTITY x SYSTEM \"http://127.0.0.1:9/x\">]><b>&x;</b>").Code
        );
    }

    [Fact]
    public void Too_many_elements_are_refused()
    {
        var xml = "<a>" + string.Concat(Enumerable.Repeat("<b/>\n", 6_000)) + "</a>";

        var problem = Refuse(xml);

        Assert.Equal(("xml_too_many_elements", 5_000), (problem.Code, problem.Line));
    }

    [Fact]
    public void Too_many_bytes_and_too_long_attributes_are_refused()
    {
        Assert.Equal("xml_too_large", Refuse(new string(' ', (2 * 1024 * 1024) + 1)).Code);
        Assert.Equal("xml_attribute_too_long", Refuse($"<a b=\"{new string('x', 70_000)}\"/>").Code);
    }

    [Theory]
    [InlineData("", "xml_unreadable")]
    [InlineData("not xml", "xml_unreadable")]
    [InlineData("<a><b></a>", "xml_unreadable")]
    [InlineData("<a/>", "not_bpmn")]
    [InlineData(
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>",
        "no_executable_process"
    )]
    public void What_is_no_process_is_refused(string xml, string code) =>
        Assert.Equal(code, Refuse(xml).Code);

    private static DefinitionProblem Refuse(string xml) =>
        Assert.Single(Assert.IsType<BpmnRead.Refused>(BpmnReader.Read(Encoding.UTF8.GetBytes(xml))).Problems);
}
