using System.Text;
using Tests.Feel;
using Workflows.Dmn;
using Workflows.Feel;

namespace Tests.Dmn;

public sealed class InputTests
{
    private const string Types = """
        <itemDefinition name="tOrder"><itemComponent name="on"><typeRef>date</typeRef></itemComponent>
        <itemComponent name="lines" isCollection="true"><typeRef>tLine</typeRef></itemComponent></itemDefinition>
        <itemDefinition name="tLine"><itemComponent name="within"><typeRef>days and time duration</typeRef></itemComponent></itemDefinition>
        """;

    [Fact]
    public void Texts_inside_an_input_are_read_as_the_dates_it_declares()
    {
        var order = FeelJson.Parse("""{"on": "2026-11-28", "lines": [{"within": "P2D"}]}"""u8);
        var content =
            Types
            + "<inputData id=\"i\" name=\"order\"><variable name=\"order\" typeRef=\"tOrder\"/></inputData>"
            + Models.Literal("d", "order.on + order.lines[1].within", Input);

        var result = Models.Evaluate(content, "d", FeelContext.Empty.With("order", order));

        Assert.Equal("@\"2026-11-30\"", result.Value.ToString());
    }

    [Fact]
    public void A_date_becomes_its_midnight_where_a_date_and_time_is_declared()
    {
        const string type = """
            <itemDefinition name="tSoon"><typeRef>date and time</typeRef><allowedValues><text>&lt; @"2030-01-01T00:00:00Z"</text></allowedValues></itemDefinition>
            """;

        var result = Models.Evaluate(
            type + Models.Literal("d", "@&quot;2026-11-28&quot;", type: "tSoon"),
            "d",
            FeelContext.Empty
        );

        Assert.Equal("@\"2026-11-28T00:00:00Z\"", result.Value.ToString());
    }

    [Theory]
    [InlineData("feel:string", "null")]
    [InlineData("own:tCopies", "3")]
    [InlineData("fee:tFee", "null")]
    public void A_type_may_be_a_qualified_name_of_XML(string type, string expected)
    {
        var main = $"""
            <definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd" xmlns:feel="http://www.omg.org/spec/FEEL/20140401"
            xmlns:own="urn:m" xmlns:fee="urn:fees" id="m" name="M" namespace="urn:m">
            <import name="fees" namespace="urn:fees" importType="http://www.omg.org/spec/DMN/20151101/dmn.xsd"/>
            <itemDefinition name="tCopies"><typeRef>feel:number</typeRef></itemDefinition>
            {Models.Literal("d", "3", type: type)}
            </definitions>
            """;
        const string fees = """
            <definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd" id="f" name="F" namespace="urn:fees">
            <itemDefinition name="tFee"><typeRef>boolean</typeRef></itemDefinition>
            </definitions>
            """;

        var read = DmnReader.Read(Encoding.UTF8.GetBytes(main), [Encoding.UTF8.GetBytes(fees)]);

        var model = Assert.IsType<DmnRead.Accepted>(read).Model;
        Assert.Equal(
            expected,
            model.Evaluate("d", FeelContext.Empty, Evaluated.Environment()).Value.ToString()
        );
    }

    [Fact]
    public void Several_files_may_be_imported_without_a_name()
    {
        static byte[] Part(string name) =>
            Encoding.UTF8.GetBytes(
                $"""
                <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="{name}" name="{name}" namespace="urn:{name}">
                {Models.Literal(name, "10")}</definitions>
                """
            );
        var main = Encoding.UTF8.GetBytes(
            $"""
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="M" namespace="urn:m">
            <import name="" namespace="urn:a" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
            <import name="" namespace="urn:b" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
            {Models.Literal("d", "a + b", Requires("a") + Requires("b"))}</definitions>
            """
        );

        var model = Assert.IsType<DmnRead.Accepted>(DmnReader.Read(main, [Part("a"), Part("b")])).Model;

        Assert.Equal("20", model.Evaluate("d", FeelContext.Empty, Evaluated.Environment()).Value.ToString());

        static string Requires(string name) =>
            $"<informationRequirement><requiredDecision href=\"urn:{name}#{name}\"/></informationRequirement>";
    }

    private const string Input =
        "<informationRequirement><requiredInput href=\"#i\"/></informationRequirement>";
}
