using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>End events: none, message (a job), error (thrown outward), terminate (ends its scope, R20).</summary>
internal sealed class EndEventBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        switch (instance.Element.Event)
        {
            case EventKind.Message:
                WorkBehavior.Open(execution, instance);
                break;
            case EventKind.Error:
                var code = execution.Expressions.Text(
                    instance.Element.ErrorCode!,
                    new VariableScope(instance)
                );
                Errors.Throw(
                    execution,
                    instance,
                    code,
                    $"The error end event '{instance.Element.Id}' was reached.",
                    FeelContext.Empty
                );
                break;
            case EventKind.Terminate:
                TerminateScope(execution, instance);
                break;
            default:
                execution.Complete(instance, FeelContext.Empty);
                break;
        }
    }

    public void Withdraw(Execution execution, ElementInstance instance)
    {
        if (instance.Element.Event == EventKind.Message)
        {
            WorkBehavior.Close(execution, instance);
        }
    }

    private static void TerminateScope(Execution execution, ElementInstance instance)
    {
        var scope = instance.Parent!;
        foreach (
            var other in execution.State.Instances.Where(i => i.Parent == scope && i != instance).ToList()
        )
        {
            execution.Terminate(other);
        }

        Joins.Forget(execution, scope);
        execution.DropTokens(scope);
        execution.Complete(instance, FeelContext.Empty);
    }
}
