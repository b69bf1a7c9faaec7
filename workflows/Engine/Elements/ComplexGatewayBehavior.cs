using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>
/// Takes every flow whose condition holds, with <c>waitingForStart</c> = true, else the default, as an inclusive gateway does;
/// when it fires, <see cref="ComplexJoins"/> says.
/// </summary>
internal sealed class ComplexGatewayBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance) =>
        InclusiveGatewayBehavior.Split(
            execution,
            instance,
            new VariableScope(instance, FeelContext.Empty.With("waitingForStart", true))
        );
}
