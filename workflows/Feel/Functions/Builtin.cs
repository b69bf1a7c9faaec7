using Workflows.Feel.Runtime;

namespace Workflows.Feel.Functions;

/// <summary>A function that FEEL brings along.</summary>
internal sealed class Builtin(string name, string signatures, Native native) : FeelFunction
{
    private readonly Signature[] _signatures =
    [
        .. signatures.Split(" | ").Select(signature => new Signature(signature)),
    ];

    public string Name { get; } = name;

    public override IReadOnlyList<string> Parameters => _signatures[0].Names;

    public bool Accepts(int count) => Array.Exists(_signatures, signature => signature.Accepts(count));

    public FeelValue Run(Evaluation evaluation, ReadOnlySpan<FeelValue> arguments, int position)
    {
        Pay(evaluation);
        return native(new Call(evaluation, Name, position, null, native), arguments);
    }

    public FeelValue WrongCount(Evaluation evaluation, int position) =>
        evaluation.Fail("wrong_arguments", $"'{Name}' does not take so many arguments.", position);

    internal override FeelValue Invoke(
        Evaluation evaluation,
        ReadOnlySpan<FeelValue> arguments,
        int position
    ) => Accepts(arguments.Length) ? Run(evaluation, arguments, position) : WrongCount(evaluation, position);

    internal override FeelValue InvokeNamed(
        Evaluation evaluation,
        IReadOnlyList<string> names,
        ReadOnlySpan<FeelValue> arguments,
        int position
    )
    {
        var signature = Array.Find(_signatures, one => names.All(given => one.IndexOf(given) >= 0));
        if (signature is null)
        {
            return evaluation.Fail(
                "wrong_arguments",
                $"'{Name}' has no parameters of these names.",
                position
            );
        }

        var count = Math.Max(signature.Required, names.Max(signature.IndexOf) + 1);
        var ordered = new FeelValue[count];
        for (var i = 0; i < names.Count; i++)
        {
            ordered[signature.IndexOf(names[i])] = arguments[i];
        }

        Pay(evaluation);
        return native(new Call(evaluation, Name, position, names, native), ordered);
    }

    // Most calls make a value of some kind, or something on the way to it.
    private static void Pay(Evaluation evaluation)
    {
        evaluation.Charge(1);
        evaluation.Allocate(64);
    }
}
