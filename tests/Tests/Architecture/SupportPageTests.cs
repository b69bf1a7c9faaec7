using System.Text;
using Workflows.Bpmn;
using static Tests.Engine.BpmnText;
using IoFile = System.IO.File;

namespace Tests.Architecture;

public sealed class SupportPageTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "SUPPORT.md");

    [Fact]
    public void The_page_of_what_runs_is_current()
    {
        var wanted = SupportPage.Write();
        var written = IoFile.Exists(Page) ? IoFile.ReadAllText(Page).ReplaceLineEndings("\n") : "";
        if (written != wanted)
        {
            IoFile.WriteAllText(Page, wanted, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        Assert.True(
            written == wanted,
            "docs/SUPPORT.md was out of date and has been written anew: commit it."
        );
    }

    public static TheoryData<string, string> Refused() =>
        [
            .. SupportTable
                .Rows.Where(row =>
                    row is { Verdict: SupportVerdict.Refused, Position: EventPosition.ProcessStart }
                )
                .Select(row => (row.Element, Definition(row.Event))),
        ];

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_the_table_refuses_the_reader_refuses_with_the_reason(string element, string definition)
    {
        var read = BpmnReader.Read(File($"<bpmn:{element} id=\"x\"><bpmn:{definition}/></bpmn:{element}>"));

        Assert.Contains(
            Assert.IsType<BpmnRead.Refused>(read).Problems,
            p => p is { ElementId: "x", Code: "element_not_supported" }
        );
    }

    private static string Definition(EventKind kind) =>
        kind switch
        {
            EventKind.Compensation => "compensateEventDefinition",
            _ => $"{kind.ToString().ToLowerInvariant()}EventDefinition",
        };
}
