namespace Workflows.Engine.Elements;

/// <summary>An embedded subprocess: a scope that begins at its none start event.</summary>
internal sealed class SubProcessBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance) => Begin(execution, instance);

    // An incident of a scope that has begun is about how it goes on, not about beginning.
    public void Reopen(Execution execution, ElementInstance instance) { }

    /// <summary>Listens for event subprocesses, then begins.</summary>
    public static void Begin(Execution execution, ElementInstance instance)
    {
        Waits.Open(execution, instance, execution.EventStartsOf(instance));
        execution.Activated(instance);
        execution.Activate(instance, execution.Definition.Elements[instance.Element.NoneStart]);
    }
}
