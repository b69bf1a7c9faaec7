using Workflows.Feel.Types;

namespace Workflows.Feel.Runtime;

/// <summary>A function written in FEEL, with the values it took along when it was made.</summary>
internal sealed class Lambda(LambdaShape shape, Captured[] captured) : FeelFunction
{
    public LambdaShape Shape => shape;

    public override IReadOnlyList<string> Parameters => Shape.Names;

    internal override FeelValue Invoke(Evaluation evaluation, ReadOnlySpan<FeelValue> arguments, int position)
    {
        if (arguments.Length != Parameters.Count)
        {
            return evaluation.Fail(
                "wrong_arguments",
                $"The function takes {Parameters.Count} arguments, not {arguments.Length}.",
                position
            );
        }

        evaluation.Enter();
        evaluation.Charge(Shape.Cost + 1);
        evaluation.Allocate(64 + (Shape.Slots * 16L));
        var frame = new Frame(evaluation) { Slots = new FeelValue[Shape.Slots] };
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!TryConvert(evaluation, i, arguments[i], out frame.Slots[i]))
            {
                evaluation.Leave();
                return evaluation.Fail(
                    "wrong_type",
                    $"The argument '{Parameters[i]}' is not of the declared type.",
                    position
                );
            }
        }

        foreach (var (slot, value) in captured)
        {
            frame.Slots[slot] = value;
        }

        if (Shape.SelfSlot is { } self)
        {
            frame.Slots[self] = FeelValue.From(this);
        }

        var result = Shape.Body(frame);
        evaluation.Leave();
        return result;
    }

    private bool TryConvert(Evaluation evaluation, int index, FeelValue argument, out FeelValue converted)
    {
        converted = argument;
        return Shape.Parameters[index].Type is not { } type
            || TypeChecks.TryConvert(evaluation, argument, type, out converted);
    }
}
