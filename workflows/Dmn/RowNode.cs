using Workflows.Feel;
using Workflows.Feel.Compiling;
using Workflows.Feel.Runtime;
using Workflows.Feel.Syntax;

namespace Workflows.Dmn;

/// <summary>A row of a relation: a context whose cells, unlike entries, do not see each other.</summary>
internal sealed record RowNode(IReadOnlyList<string> Columns, IReadOnlyList<Node> Cells) : CustomNode(0)
{
    public override Code Compile(Compiler compiler)
    {
        var cells = Cells.Select(compiler.Compile).ToArray();
        return frame =>
        {
            frame.Evaluation.Allocate(64 + (cells.Length * 48L));
            var row = new FeelContext.Builder();
            for (var i = 0; i < cells.Length; i++)
            {
                row.Set(Columns[i], cells[i](frame));
            }

            return FeelValue.From(row.Build());
        };
    }
}
