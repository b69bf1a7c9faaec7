namespace Workflows.Engine.Elements;

/// <summary>A task for a person.</summary>
internal sealed class UserTaskBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        var task = instance.Element.Task!;
        var scope = new VariableScope(instance);
        var assignee = execution.Expressions.OptionalText(task.Assignee, scope);
        var groups = execution.Expressions.Texts(task.CandidateGroups, scope);
        var due = task.DueAt is null
            ? (NodaTime.Instant?)null
            : TimerValues.Date(execution.Expressions.Any(task.DueAt, scope), execution.Feel)
                ?? throw new IncidentRaised(
                    IncidentCodes.ExpressionError,
                    $"\"{task.DueAt}\" did not give a date and time."
                );
        if (due is { } dueAt)
        {
            Deadlines.Note(execution, instance, instance.Element, task.DueAt!, dueAt);
        }

        execution.Emit(
            new Command.OpenTask(
                instance.Id,
                instance.Element.Id,
                task.FormId,
                assignee,
                groups,
                due,
                task.Headers,
                Variables.Visible(instance)
            )
        );
    }

    public void Withdraw(Execution execution, ElementInstance instance) =>
        execution.Emit(new Command.CloseTask(instance.Id));
}
