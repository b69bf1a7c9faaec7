namespace Workflows.Bpmn;

/// <summary>What came of reading a BPMN file.</summary>
public abstract record BpmnRead
{
    private BpmnRead() { }

    /// <summary>The executable processes of the file, ready to run.</summary>
    public sealed record Read(IReadOnlyList<ProcessDefinition> Processes) : BpmnRead
    {
        /// <summary>The pools of the file and the messages between them.</summary>
        public Collaboration Collaboration { get; init; } = Collaboration.None;
    }

    /// <summary>Every problem of the file; nothing of it can run.</summary>
    public sealed record Refused(IReadOnlyList<DefinitionProblem> Problems) : BpmnRead;
}
