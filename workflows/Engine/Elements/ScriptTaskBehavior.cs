using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>A FEEL script whose result becomes a variable; with a task definition instead, a job.</summary>
internal sealed class ScriptTaskBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        if (instance.Element.Script is not { } script)
        {
            WorkBehavior.Open(execution, instance);
            return;
        }

        var result = execution.Expressions.Any(script.Expression, new VariableScope(instance));
        execution.Complete(instance, FeelContext.Empty.With(script.ResultVariable, result));
    }

    public void Withdraw(Execution execution, ElementInstance instance)
    {
        if (instance.Element.Script is null)
        {
            WorkBehavior.Close(execution, instance);
        }
    }
}
