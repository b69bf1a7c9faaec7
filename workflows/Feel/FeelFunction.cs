using Workflows.Feel.Runtime;

namespace Workflows.Feel;

/// <summary>A function as a value: a built-in, a lambda, or a business knowledge model.</summary>
public abstract class FeelFunction
{
    /// <summary>Parameter names in order; for a built-in, those of its first signature.</summary>
    public abstract IReadOnlyList<string> Parameters { get; }

    internal abstract FeelValue Invoke(
        Evaluation evaluation,
        ReadOnlySpan<FeelValue> arguments,
        int position
    );

    internal virtual FeelValue InvokeNamed(
        Evaluation evaluation,
        IReadOnlyList<string> names,
        ReadOnlySpan<FeelValue> arguments,
        int position
    )
    {
        if (names.Count != Parameters.Count || names.Any(name => !Parameters.Contains(name)))
        {
            return evaluation.Fail(
                "wrong_arguments",
                "The argument names do not match the parameters.",
                position
            );
        }

        var ordered = new FeelValue[arguments.Length];
        for (var i = 0; i < ordered.Length; i++)
        {
            ordered[i] = arguments[IndexOf(names, Parameters[i])];
        }

        return Invoke(evaluation, ordered, position);
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
