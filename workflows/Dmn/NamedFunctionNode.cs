using Workflows.Feel.Compiling;
using Workflows.Feel.Runtime;
using Workflows.Feel.Syntax;

namespace Workflows.Dmn;

/// <summary>A business knowledge model's function, which may call itself by its name.</summary>
internal sealed record NamedFunctionNode(FunctionNode Function, string Name) : CustomNode(Function.Position)
{
    public override Code Compile(Compiler compiler) => compiler.CompileFunction(Function, Name);
}
