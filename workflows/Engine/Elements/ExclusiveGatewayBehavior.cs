using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>Takes the first flow whose condition holds, else the default; neither is an incident.</summary>
internal sealed class ExclusiveGatewayBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        var element = instance.Element;
        if (element.Outgoing.Count <= 1)
        {
            execution.Complete(instance, FeelContext.Empty, element.Outgoing);
            return;
        }

        var scope = new VariableScope(instance);
        foreach (var flow in element.Outgoing)
        {
            // The default flow's own condition is never evaluated (R11).
            if (
                flow != element.DefaultFlow
                && execution.Expressions.Condition(execution.Definition.Flows[flow].Condition!, scope)
            )
            {
                execution.Complete(instance, FeelContext.Empty, [flow]);
                return;
            }
        }

        if (element.DefaultFlow < 0)
        {
            throw new IncidentRaised(
                IncidentCodes.ConditionError,
                "No condition holds and there is no default flow."
            );
        }

        execution.Complete(instance, FeelContext.Empty, [element.DefaultFlow]);
    }
}
