using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>Takes every flow whose condition holds, else the default; neither is an incident (R11).</summary>
internal sealed class InclusiveGatewayBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance) =>
        Split(execution, instance, new VariableScope(instance));

    /// <summary>Takes the flows.</summary>
    public static void Split(Execution execution, ElementInstance instance, IFeelScope scope)
    {
        var element = instance.Element;
        if (element.Outgoing.Count <= 1)
        {
            execution.Complete(instance, FeelContext.Empty, element.Outgoing);
            return;
        }

        var taken = element
            .Outgoing.Where(flow =>
                flow != element.DefaultFlow
                && execution.Expressions.Condition(execution.Definition.Flows[flow].Condition!, scope)
            )
            .ToList();
        if (taken.Count == 0)
        {
            taken =
                element.DefaultFlow >= 0
                    ? [element.DefaultFlow]
                    : throw new IncidentRaised(
                        IncidentCodes.ConditionError,
                        "No condition holds and there is no default flow."
                    );
        }

        execution.Complete(instance, FeelContext.Empty, taken);
    }
}
