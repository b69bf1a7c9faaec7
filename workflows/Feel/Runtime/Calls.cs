using System.Runtime.CompilerServices;
using Workflows.Feel.Functions;

namespace Workflows.Feel.Runtime;

/// <summary>Calling functions; a few arguments travel on the stack.</summary>
internal static class Calls
{
    private const int OnStack = 4;

    public static FeelValue Run(Frame frame, Builtin builtin, Code[] arguments, int position)
    {
        var few = default(FewArguments);
        Span<FeelValue> values =
            arguments.Length <= OnStack
                ? ((Span<FeelValue>)few)[..arguments.Length]
                : new FeelValue[arguments.Length];
        Evaluate(frame, arguments, values);
        return builtin.Run(frame.Evaluation, values, position);
    }

    public static FeelValue Invoke(Frame frame, FeelValue target, Code[] arguments, int position)
    {
        if (!target.TryGetFunction(out var function))
        {
            return NoFunction(frame, target, position);
        }

        var few = default(FewArguments);
        Span<FeelValue> values =
            arguments.Length <= OnStack
                ? ((Span<FeelValue>)few)[..arguments.Length]
                : new FeelValue[arguments.Length];
        Evaluate(frame, arguments, values);
        return function.Invoke(frame.Evaluation, values, position);
    }

    public static FeelValue InvokeNamed(
        Frame frame,
        FeelValue target,
        IReadOnlyList<string> names,
        Code[] arguments,
        int position
    )
    {
        if (!target.TryGetFunction(out var function))
        {
            return NoFunction(frame, target, position);
        }

        var values = new FeelValue[arguments.Length];
        Evaluate(frame, arguments, values);
        return function.InvokeNamed(frame.Evaluation, names, values, position);
    }

    private static FeelValue NoFunction(Frame frame, FeelValue target, int position) =>
        frame.Evaluation.Fail("not_a_function", $"A {Arithmetic.Name(target)} cannot be called.", position);

    private static void Evaluate(Frame frame, Code[] arguments, Span<FeelValue> values)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i](frame);
        }
    }

    [InlineArray(OnStack)]
    private struct FewArguments
    {
        private FeelValue _first;
    }
}
