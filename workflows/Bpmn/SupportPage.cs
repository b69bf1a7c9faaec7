using System.Text;

namespace Workflows.Bpmn;

/// <summary>docs/SUPPORT.md, made of the <see cref="SupportTable"/>.</summary>
public static class SupportPage
{
    /// <summary>The page as Markdown.</summary>
    public static string Write()
    {
        var page = new StringBuilder(
            """
            # What of BPMN runs

            Made from `workflows/Bpmn/SupportTable.cs`, which the deployment check asks; a test keeps this page current. **Runs** =
            here and in Camunda 8.8. **Leaves Camunda** = here, as BPMN says; Camunda 8.8 refuses the file. **Refused** = the file
            is refused at deployment, with the element, its line and the reason. What the table does not name is refused, too.

            | Element | Event | Position | Verdict | Note |
            | --- | --- | --- | --- | --- |

            """
        );
        foreach (var row in SupportTable.Rows)
        {
            page.Append("| ").Append(row.Element).Append(" | ");
            page.Append(row.Event == EventKind.None ? "" : row.Event.ToString()).Append(" | ");
            page.Append(Of(row.Position)).Append(" | ").Append(Of(row.Verdict)).Append(" | ");
            page.Append(row.Note).Append(" |\n");
        }

        return page.ToString().ReplaceLineEndings("\n");
    }

    private static string Of(EventPosition position) =>
        position switch
        {
            EventPosition.Flow => "",
            EventPosition.ProcessStart => "start of a process",
            EventPosition.SubProcessStart => "start of a subprocess",
            EventPosition.EventSubProcessInterrupting => "start of an event subprocess, interrupting",
            EventPosition.EventSubProcessNonInterrupting => "start of an event subprocess, non-interrupting",
            EventPosition.BoundaryInterrupting => "interrupting",
            EventPosition.BoundaryNonInterrupting => "non-interrupting",
            EventPosition.Mark => "mark",
        };

    private static string Of(SupportVerdict verdict) =>
        verdict switch
        {
            SupportVerdict.Runs => "runs",
            SupportVerdict.LeavesCamunda => "leaves Camunda",
            SupportVerdict.Refused => "refused",
        };
}
