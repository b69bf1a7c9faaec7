namespace Workflows.Feel.Functions;

/// <summary>Functions of any value.</summary>
internal static class ValueFunctions
{
    public static IEnumerable<Builtin> All =>
        [
            new("not", "negand", Not),
            new("is", "value1, value2", (_, arguments) => FeelValue.From(arguments[0].Equals(arguments[1]))),
            new("is defined", "value", (_, arguments) => FeelValue.From(!arguments[0].IsNull)),
            new("get or else", "value, default", (_, given) => given[0].IsNull ? given[1] : given[0]),
            new("fromAi", "value, description?, type?, schema?, options?", (_, given) => given[0]),
            new("assert", "value, condition, cause?", Assert),
        ];

    private static FeelValue Not(Call call, ReadOnlySpan<FeelValue> arguments) =>
        arguments[0].TryGetBoolean(out var value) ? FeelValue.From(!value) : call.WrongType(arguments);

    private static FeelValue Assert(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[1].IsTrue)
        {
            return arguments[0];
        }

        var cause =
            arguments.Length > 2 && arguments[2].TryGetString(out var given)
                ? given
                : "the condition is not met.";
        return call.Evaluation.Fail("assertion_failed", cause, call.Position);
    }
}
