using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>What one kind of element does. One implementation per file in <c>Elements/</c>; one table names them all.</summary>
internal interface IElementBehavior
{
    /// <summary>
    /// The element begins: its input mappings are done, its boundary events wait. It opens its own waits, or completes at
    /// once. What it asks of outside must be known before anything in it begins: a failure takes the set-up back.
    /// </summary>
    void Enter(Execution execution, ElementInstance instance);

    /// <summary>The element is ended from outside: it takes its own waits back.</summary>
    void Withdraw(Execution execution, ElementInstance instance) { }

    /// <summary>Nothing lives or moves in it any more: a scope is complete (R1).</summary>
    void Emptied(Execution execution, ElementInstance instance)
    {
        if (instance.Element.IsScope)
        {
            execution.Complete(instance, FeelContext.Empty);
        }
    }

    /// <summary>An incident that stopped it while it was active is resolved.</summary>
    void Reopen(Execution execution, ElementInstance instance) => Enter(execution, instance);
}
