using Workflows.Feel.Compiling;
using Workflows.Feel.Runtime;
using Workflows.Feel.Syntax;
using Workflows.Feel.Types;

namespace Workflows.Dmn;

/// <summary>A decision table, as read.</summary>
internal sealed record TableNode(
    HitPolicy Policy,
    Aggregation Aggregation,
    IReadOnlyList<TableInput> Inputs,
    IReadOnlyList<TableOutput> Outputs,
    IReadOnlyList<TableRule> Rules
) : CustomNode(0)
{
    public override Code Compile(Compiler compiler)
    {
        var slots = new int[Inputs.Count];
        var inputs = new Code[Inputs.Count];
        var allowed = new Code?[Inputs.Count];
        var cells = new Code[Rules.Count][];
        for (var r = 0; r < Rules.Count; r++)
        {
            cells[r] = new Code[Inputs.Count];
        }

        for (var i = 0; i < Inputs.Count; i++)
        {
            var column = i;
            inputs[i] = compiler.Compile(Inputs[i].Value);
            slots[i] = compiler.WithInput(() =>
            {
                allowed[column] = Inputs[column].Allowed is { } values ? compiler.Compile(values) : null;
                for (var r = 0; r < Rules.Count; r++)
                {
                    cells[r][column] = compiler.Compile(Rules[r].Tests[column]);
                }
            });
        }

        var outputs = Rules.Select(rule => rule.Values.Select(compiler.Compile).ToArray()).ToArray();
        var columns = Outputs.Select(output => CompiledOutput.From(output, compiler)).ToArray();
        var index = TableIndex.Build(this);
        var code = new TableCode(this, inputs, allowed, slots, cells, outputs, columns, index);
        return code.Run;
    }
}

internal sealed record TableInput(Node Value, Node? Allowed);

/// <summary>
/// An output column: its name, type, the order of its values for priorities, and its default.
/// </summary>
internal sealed record TableOutput(string Name, FeelType Type, IReadOnlyList<Node> Order, Node? Default);

internal sealed record TableRule(string Id, IReadOnlyList<Node> Tests, IReadOnlyList<Node> Values);

internal sealed record CompiledOutput(string Name, FeelType Type, Code[] Order, Code? Default)
{
    public static CompiledOutput From(TableOutput output, Compiler compiler) =>
        new(
            output.Name,
            output.Type,
            [.. output.Order.Select(compiler.Compile)],
            output.Default is null ? null : compiler.Compile(output.Default)
        );
}
