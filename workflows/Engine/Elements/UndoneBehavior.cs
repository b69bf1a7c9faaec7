using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>A completed subprocess in which something is being undone.</summary>
internal sealed class UndoneBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance) { }

    public void Emptied(Execution execution, ElementInstance instance)
    {
        if (!Compensations.Next(execution, instance))
        {
            execution.Complete(instance, FeelContext.Empty);
        }
    }
}
