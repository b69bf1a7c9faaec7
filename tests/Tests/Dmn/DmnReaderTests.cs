using System.Text;
using Tests.Feel;
using Workflows.Dmn;
using Workflows.Feel;

namespace Tests.Dmn;

public sealed class DmnReaderTests
{
    [Fact]
    public void Nesting_without_end_is_refused_before_anything_is_built()
    {
        var deep = Models.Definitions(
            string.Concat(Enumerable.Repeat("<a>", 80_000)) + string.Concat(Enumerable.Repeat("</a>", 80_000))
        );
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refused = Assert.IsType<DmnRead.Refused>(Models.Read(deep));

        Assert.Equal("nested_too_deeply", Assert.Single(refused.Problems).Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 * 1024 * 1024);
    }

    [Theory]
    [InlineData("", "not_xml")]
    [InlineData("<definitions", "not_xml")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "not_xml")]
    [InlineData("<definitions/>", "not_dmn")]
    [InlineData("<a xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"/>", "not_dmn")]
    public void What_is_no_dmn_is_refused(string xml, string code) =>
        Assert.Equal(code, Assert.Single(Assert.IsType<DmnRead.Refused>(Models.Read(xml)).Problems).Code);

    [Fact]
    public void Too_many_elements_are_refused()
    {
        var many = Models.Definitions(string.Concat(Enumerable.Repeat("<a/>", 5_001)));

        Assert.Equal(
            "too_many_elements",
            Assert.Single(Assert.IsType<DmnRead.Refused>(Models.Read(many)).Problems).Code
        );
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused()
    {
        var large = new byte[(2 * 1024 * 1024) + 1];

        Assert.Equal(
            "file_too_large",
            Assert.Single(Assert.IsType<DmnRead.Refused>(DmnReader.Read(large)).Problems).Code
        );
    }

    [Fact]
    public void Every_problem_is_listed_with_its_element_and_place()
    {
        var xml = Encoding.UTF8.GetBytes(
            """
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="M" namespace="urn:m">
              <decision id="a" name="a">
                <literalExpression id="l1"><text>1 +</text></literalExpression>
              </decision>
              <decision id="b" name="b">
                <literalExpression id="l2"><text>[1, 2</text></literalExpression>
              </decision>
            </definitions>
            """
        );

        var problems = Assert.IsType<DmnRead.Refused>(DmnReader.Read(xml)).Problems;

        Assert.Equal(
            [("l1", 3, "unexpected_token"), ("l2", 6, "unexpected_token")],
            problems.Select(problem => (problem.ElementId, problem.Line, problem.Code))
        );
        Assert.StartsWith("Line 1, column 4:", problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagrams_and_extensions_are_passed_over()
    {
        var model = Models.Accept(
            """
            <extensionElements><x:y xmlns:x="urn:x"><decision id="not" name="not"/></x:y></extensionElements>
            <decision id="a" name="a"><literalExpression><text>1</text></literalExpression></decision>
            <dmndi:DMNDI xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/"><dmndi:DMNDiagram/></dmndi:DMNDI>
            """
        );

        Assert.Equal("a", Assert.Single(model.Decisions).Id);
        Assert.Equal("1", model.Evaluate("a", FeelContext.Empty, Evaluated.Environment()).Value.ToString());
    }
}
