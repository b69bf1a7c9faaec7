using NodaTime;
using Workflows.Bpmn;
using Workflows.Feel;

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
        var users = execution.Expressions.Texts(task.CandidateUsers, scope);
        var due = Moment(execution, task.DueAt, scope);
        var followUp = Moment(execution, task.FollowUpAt, scope);
        var priority = task.Priority is null ? 50 : execution.Expressions.Whole(task.Priority, scope);
        if (
            due is { } dueAt
            && Deadlines.Details(instance.Element.Id, task.DueAt!, execution.Now, dueAt) is { } deadline
        )
        {
            execution.Record(instance, HistoryIntent.TimerSet, deadline);
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
            {
                CandidateUsers = users,
                FollowUpAt = followUp,
                Priority = priority,
                FormBinding = task.FormBinding,
                FormVersionTag = task.FormVersionTag,
            }
        );
    }

    private static Instant? Moment(Execution execution, ValueExpression? value, IFeelScope scope) =>
        value is null
            ? null
            : TimerValues.Date(execution.Expressions.Any(value, scope), execution.Feel)
                ?? throw new IncidentRaised(
                    IncidentCodes.ExpressionError,
                    $"\"{value}\" did not give a date and time."
                );

    public void Withdraw(Execution execution, ElementInstance instance) =>
        execution.Emit(new Command.CloseTask(instance.Id));
}
