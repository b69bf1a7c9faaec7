using Workflows.Bpmn;

namespace Workflows.Engine.Elements;

/// <summary>Calls another process and waits for its end (R58–R61).</summary>
internal sealed class CallActivityBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        var call = instance.Element.Call!;
        var processId = execution.Expressions.Text(call.ProcessId, new VariableScope(instance));
        execution.Emit(
            new Command.CallProcess(
                instance.Id,
                instance.Element.Id,
                processId,
                call.Binding,
                call.VersionTag,
                call.PropagateAllParentVariables ? Variables.Visible(instance) : instance.Locals
            )
        );
    }

    public void Withdraw(Execution execution, ElementInstance instance) =>
        execution.Emit(new Command.CancelCalled(instance.Id));

    /// <summary>What of the called process's variables reaches the caller (R60).</summary>
    public static Feel.FeelContext Results(FlowElement element, Feel.FeelContext variables) =>
        element.Call!.PropagateAllChildVariables || element.Outputs.Count > 0
            ? variables
            : Feel.FeelContext.Empty;
}
