using Workflows.Feel;
using Workflows.Feel.Compiling;
using Workflows.Feel.Runtime;
using Workflows.Feel.Syntax;
using Workflows.Feel.Types;

namespace Workflows.Dmn;

/// <summary>
/// Converts a value to its declared type; one that does not fit becomes null, with a warning.
/// </summary>
internal sealed record ConvertNode(Node Inner, FeelType Type, string Name) : CustomNode(Inner.Position)
{
    public override Code Compile(Compiler compiler)
    {
        var inner = compiler.Compile(Inner);
        return frame => Apply(frame.Evaluation, inner(frame), Type, Name);
    }

    public static FeelValue Apply(Evaluation evaluation, FeelValue value, FeelType type, string name) =>
        TypeChecks.TryConvert(evaluation, value, type, out var converted)
            ? converted
            : evaluation.Fail("wrong_type", $"The value of '{name}' is not of its declared type.", 0);
}
