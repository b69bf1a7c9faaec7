using System.Xml.Linq;

namespace Workflows.Bpmn;

/// <summary>
/// Reads BPMN 2.0 in the Camunda 8 dialect. What cannot run is refused with its place and reason, all problems at once;
/// nothing is ever ignored.
/// </summary>
public static class BpmnReader
{
    /// <summary>The problem of a file that is XML, but no BPMN.</summary>
    internal static DefinitionProblem NotBpmn { get; } =
        new(null, 1, 1, "not_bpmn", "The root element is no bpmn:definitions of BPMN 2.0.");

    /// <summary>Reads a file. Pools, lanes, artifacts and diagrams are kept in the file and have no meaning for the run.</summary>
    public static BpmnRead Read(ReadOnlyMemory<byte> xml)
    {
        var (document, unreadable) = HardenedXml.Load(xml);
        if (unreadable is not null)
        {
            return new BpmnRead.Refused([unreadable]);
        }

        var root = document!.Root!;
        if (root.Name != BpmnNames.Model + "definitions")
        {
            return new BpmnRead.Refused([NotBpmn]);
        }

        var context = new ReadingContext(root);
        var processes = new List<ProcessDefinition>();
        foreach (var process in root.Elements(BpmnNames.Model + "process"))
        {
            if (
                process.Attribute("isExecutable")?.Value == "true"
                && new ProcessReader(context).Read(process) is { } read
            )
            {
                processes.Add(read);
            }
        }

        if (processes.Count == 0 && context.Problems.Count == 0)
        {
            context.Add(root, "no_executable_process", "The file has no process with isExecutable=\"true\".");
        }

        return context.Problems.Count > 0
            ? new BpmnRead.Refused([.. context.Problems.Distinct().OrderBy(p => (p.Line, p.Column))])
            : new BpmnRead.Read(processes) { Collaboration = ReadCollaboration(root) };
    }

    private static Collaboration ReadCollaboration(XElement root)
    {
        static string? Text(XElement xml, string name) => xml.Attribute(name)?.Value;
        var collaborations = root.Elements(BpmnNames.Model + "collaboration").ToList();
        return new Collaboration(
            [
                .. collaborations
                    .Elements(BpmnNames.Model + "participant")
                    .Select(p => new Participant(
                        Text(p, "id") ?? "",
                        Text(p, "name"),
                        Text(p, "processRef")
                    )),
            ],
            [
                .. collaborations
                    .Elements(BpmnNames.Model + "messageFlow")
                    .Select(f => new MessageFlow(
                        Text(f, "id") ?? "",
                        Text(f, "name"),
                        Text(f, "sourceRef") ?? "",
                        Text(f, "targetRef") ?? ""
                    )),
            ]
        );
    }
}
