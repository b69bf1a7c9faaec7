namespace Workflows.Engine.Elements;

/// <summary>One element of an ad-hoc subprocess and what follows from it; the subprocess lets the element begin.</summary>
internal sealed class StrandBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance) { }
}
