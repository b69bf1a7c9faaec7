namespace Workflows.Bpmn;

/// <summary>A task for a person (`zeebe:userTask`, `zeebe:assignmentDefinition`, `zeebe:formDefinition`, `zeebe:taskSchedule`).</summary>
public sealed record UserTaskDetails(
    string? FormId,
    ValueExpression? Assignee,
    ValueExpression? CandidateGroups,
    ValueExpression? DueAt,
    IReadOnlyDictionary<string, string> Headers
);
