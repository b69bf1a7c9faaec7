using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>A DMN decision whose result becomes a variable; with a task definition instead, a job.</summary>
internal sealed class BusinessRuleTaskBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        if (instance.Element.Decision is not { } decision)
        {
            WorkBehavior.Open(execution, instance);
            return;
        }

        var scope = new VariableScope(instance);
        var id = execution.Expressions.Text(decision.DecisionId, scope);
        var model =
            execution.Environment.FindDecision(
                new DecisionQuery(id, decision.Binding, decision.VersionTag, execution.Definition)
            ) ?? throw new IncidentRaised(IncidentCodes.DecisionError, $"No decision '{id}' is deployed.");
        var result = model.Evaluate(id, scope, execution.Feel).Value;
        execution.Complete(instance, FeelContext.Empty.With(decision.ResultVariable, result));
    }

    public void Withdraw(Execution execution, ElementInstance instance)
    {
        if (instance.Element.Decision is null)
        {
            WorkBehavior.Close(execution, instance);
        }
    }
}
