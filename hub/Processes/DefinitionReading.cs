using Workflows.Bpmn;
using Workflows.Dmn;

namespace Hub.Processes;

/// <summary>Deployed content back into compiled definitions. Deployment checked it, so a refusal here is a bug.</summary>
internal static class DefinitionReading
{
    /// <summary>The process with this id out of a BPMN file.</summary>
    public static ProcessDefinition ReadProcess(byte[] content, string processId) =>
        BpmnReader.Read(content) switch
        {
            BpmnRead.Read read => read.Processes.First(p => p.Id == processId),
            BpmnRead.Refused refused => throw Broken(processId, refused.Problems.Select(p => p.ToString())),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The decisions of a DMN file.</summary>
    public static DmnModel ReadDecisions(byte[] content) =>
        DmnReader.Read(content) switch
        {
            DmnRead.Accepted read => read.Model,
            DmnRead.Refused refused => throw Broken("decisions", refused.Problems.Select(p => p.ToString())),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static InvalidOperationException Broken(string what, IEnumerable<string> problems) =>
        new($"The deployed definition '{what}' no longer reads: {string.Join("; ", problems)}");
}
