namespace Workflows.Engine;

/// <summary>What one kind of element does. One implementation per file in <c>Elements/</c>; one table names them all.</summary>
internal interface IElementBehavior
{
    /// <summary>
    /// The element begins: its input mappings are done, its boundary events wait. It opens its own waits, or completes at
    /// once. Called again when an incident that stopped it here is resolved.
    /// </summary>
    void Enter(Execution execution, ElementInstance instance);

    /// <summary>The element is ended from outside: it takes its own waits back.</summary>
    void Withdraw(Execution execution, ElementInstance instance);
}
