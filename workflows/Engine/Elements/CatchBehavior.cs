namespace Workflows.Engine.Elements;

/// <summary>Receive tasks and intermediate catch events: wait for a message or a time.</summary>
internal sealed class CatchBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance) =>
        Waits.Open(execution, instance, [instance.Element]);

    public void Withdraw(Execution execution, ElementInstance instance) =>
        Waits.Close(execution, instance, [instance.Element], null);
}
