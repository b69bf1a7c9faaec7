using Workflows.Feel;
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
/// <param name="Name">Its name in a context of several outputs.</param>
/// <param name="Type">The declared type of its values.</param>
/// <param name="Allowed">Tests that every value has to pass, or null.</param>
/// <param name="Order">Its values, the most important first.</param>
/// <param name="Default">What it answers when no rule matches.</param>
internal sealed record TableOutput(
    string Name,
    FeelType Type,
    Node? Allowed,
    IReadOnlyList<Node> Order,
    Node? Default
);

internal sealed record TableRule(string Id, IReadOnlyList<Node> Tests, IReadOnlyList<Node> Values);

/// <summary>An output column, compiled; see <see cref="TableOutput"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The declared type.</param>
/// <param name="Allowed">Tests of the value in <paramref name="Slot"/>, or null.</param>
/// <param name="Slot">Where <paramref name="Allowed"/> expects the value.</param>
/// <param name="Order">Its values, the most important first.</param>
/// <param name="Default">What it answers when no rule matches.</param>
internal sealed record CompiledOutput(
    string Name,
    FeelType Type,
    Code? Allowed,
    int Slot,
    Code[] Order,
    Code? Default
)
{
    public static CompiledOutput From(TableOutput output, Compiler compiler)
    {
        Code? allowed = null;
        var slot = compiler.WithInput(() =>
            allowed = output.Allowed is null ? null : compiler.Compile(output.Allowed)
        );
        return new CompiledOutput(
            output.Name,
            output.Type,
            allowed,
            slot,
            [.. output.Order.Select(compiler.Compile)],
            output.Default is null ? null : compiler.Compile(output.Default)
        );
    }

    /// <summary>The value as the column declares it; null, with a warning, when it is of another type or not allowed.</summary>
    public FeelValue Admit(Frame frame, FeelValue value)
    {
        var converted = ConvertNode.Apply(frame.Evaluation, value, Type, Name);
        if (Allowed is null || converted.IsNull)
        {
            return converted;
        }

        frame.Slots[Slot] = converted;
        return Allowed(frame).IsTrue
            ? converted
            : frame.Evaluation.Fail(
                "output_not_allowed",
                $"The output '{Name}' has a value that is not allowed.",
                0
            );
    }
}
