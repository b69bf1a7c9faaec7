using System.Runtime.InteropServices;
using Workflows.Feel.Runtime;

namespace Workflows.Feel.Functions;

/// <summary>One call of a built-in: what it may use, and how it says that it has no answer.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Call(
    Evaluation evaluation,
    string name,
    int position,
    IReadOnlyList<string>? names,
    Native? again
)
{
    /// <summary>The arguments' names, when they were given by name.</summary>
    public IReadOnlyList<string> Names { get; } = names ?? [];

    public Evaluation Evaluation { get; } = evaluation;

    public int Position { get; } = position;

    public FeelEnvironment Environment => Evaluation.Environment;

    /// <summary>Null, and a warning that names the function.</summary>
    public FeelValue Fail(string reason) => Evaluation.Fail("wrong_arguments", $"{name}: {reason}", Position);

    /// <summary>
    /// Null, because an argument is of the wrong kind; but a list of one may stand for its item, so that is
    /// tried first (DMN 1.5 §10.3.2.9.4).
    /// </summary>
    public FeelValue WrongType(ReadOnlySpan<FeelValue> arguments)
    {
        if (again is not null && TryUnwrap(arguments, out var unwrapped))
        {
            return again(new Call(Evaluation, name, Position, names, null), unwrapped);
        }

        var kinds = new List<string>();
        foreach (var argument in arguments)
        {
            kinds.Add(Arithmetic.Name(argument));
        }

        return Fail($"no result for arguments of type {string.Join(", ", kinds)}.");
    }

    /// <summary>A string built by the function, paid for.</summary>
    public FeelValue Text(string text)
    {
        Evaluation.Allocate(24 + (text.Length * 2L));
        Evaluation.Charge(1 + (text.Length / 16));
        return FeelValue.From(text);
    }

    /// <summary>A list built by the function, paid for.</summary>
    public FeelValue List(FeelValue[] items)
    {
        Evaluation.AllocateItems(items.Length);
        Evaluation.Charge(1 + (items.Length / 4));
        return FeelValue.FromArray(items);
    }

    private static bool TryUnwrap(ReadOnlySpan<FeelValue> arguments, out FeelValue[] unwrapped)
    {
        var found = false;
        unwrapped = arguments.ToArray();
        foreach (ref var argument in unwrapped.AsSpan())
        {
            if (argument.TryGetList(out var list) && list.Count == 1)
            {
                argument = list[0];
                found = true;
            }
        }

        return found;
    }
}
