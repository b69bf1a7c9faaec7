using Workflows.Feel.Compiling;
using Workflows.Feel.Runtime;
using Workflows.Feel.Syntax;

namespace Workflows.Dmn;

/// <summary>Tells warnings which element of the model they come from.</summary>
internal sealed record PlaceNode(Node Inner, string ElementId) : CustomNode(Inner.Position)
{
    public override Code Compile(Compiler compiler)
    {
        var inner = compiler.Compile(Inner);
        var id = ElementId;
        return frame =>
        {
            var environment = frame.Evaluation.Environment;
            var before = environment.Place;
            environment.Place = id;
            var value = inner(frame);
            environment.Place = before;
            return value;
        };
    }
}
