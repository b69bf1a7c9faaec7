namespace Workflows.Bpmn;

/// <summary>A task for a person (`zeebe:userTask`, `zeebe:assignmentDefinition`, `zeebe:formDefinition`, `zeebe:taskSchedule`).</summary>
public sealed record UserTaskDetails(
    string? FormId,
    ValueExpression? Assignee,
    ValueExpression? CandidateGroups,
    ValueExpression? DueAt,
    IReadOnlyDictionary<string, string> Headers
)
{
    public ValueExpression? CandidateUsers { get; init; }

    /// <summary>When somebody should look at it again.</summary>
    public ValueExpression? FollowUpAt { get; init; }

    /// <summary>0 to 100; null = 50.</summary>
    public ValueExpression? Priority { get; init; }

    /// <summary>Which version of the form is meant (R59).</summary>
    public ResourceBinding FormBinding { get; init; }

    public string? FormVersionTag { get; init; }
}
