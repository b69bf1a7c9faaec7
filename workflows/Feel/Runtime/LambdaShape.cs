using Workflows.Feel.Syntax;

namespace Workflows.Feel.Runtime;

/// <summary>What all values made from one <c>function(…) …</c> have in common.</summary>
internal sealed record LambdaShape(
    IReadOnlyList<ParameterNode> Parameters,
    Code Body,
    int Slots,
    int Cost,
    int? SelfSlot
)
{
    public IReadOnlyList<string> Names { get; } = [.. Parameters.Select(parameter => parameter.Name)];
}
