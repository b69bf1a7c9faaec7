namespace Workflows.Feel.Functions;

/// <summary>How functions of lists take their arguments.</summary>
internal static class Arguments
{
    /// <summary>The items of a list, or a single value as the only item.</summary>
    public static ReadOnlySpan<FeelValue> ItemsOf(FeelValue value) =>
        value.TryGetList(out var list) ? list.Span : new FeelValue[] { value };

    /// <summary>The items of the only argument when it is a list, else the arguments themselves.</summary>
    public static ReadOnlySpan<FeelValue> Spread(ReadOnlySpan<FeelValue> arguments) =>
        arguments.Length == 1 && arguments[0].TryGetList(out var list) ? list.Span : arguments;
}
