using Workflows.Feel.Compiling;
using Workflows.Feel.Runtime;
using Workflows.Feel.Syntax;

namespace Workflows.Dmn;

/// <summary>An expression that could not be read, where the caller asked to go on without it.</summary>
internal sealed record BrokenNode(string Message) : CustomNode(0)
{
    public override Code Compile(Compiler compiler) =>
        frame => frame.Evaluation.Fail("not_parsed", Message, 0);
}
