using Workflows.Feel;

namespace Hub.Steps;

/// <summary>Reads a step's variables. A variable that must be there and is not is a broken definition, not a partner's fault.</summary>
internal static class StepInput
{
    /// <summary>A text that must be there.</summary>
    public static string Text(this StepCall call, string name) =>
        call.Input.TryGet(name, out var value) && value.TryGetString(out var text) && text.Length > 0
            ? text
            : throw new InvalidOperationException($"The step needs the text variable '{name}'.");

    /// <summary>A text, or null.</summary>
    public static string? OptionalText(this StepCall call, string name) =>
        call.Input.TryGet(name, out var value) && value.TryGetString(out var text) && text.Length > 0
            ? text
            : null;

    /// <summary>A whole number, or null.</summary>
    public static int? OptionalWhole(this FeelContext context, string name) =>
        context.TryGet(name, out var value) && value.TryGetInt64(out var number) ? (int)number : null;

    /// <summary>A text, or null.</summary>
    public static string? OptionalText(this FeelContext context, string name) =>
        context.TryGet(name, out var value) && value.TryGetString(out var text) && text.Length > 0
            ? text
            : null;

    /// <summary>A list of contexts; empty when there is none.</summary>
    public static IReadOnlyList<FeelContext> Contexts(this StepCall call, string name) =>
        call.Input.TryGet(name, out var value) && value.TryGetList(out var list)
            ? [.. list.Where(item => item.Kind == FeelKind.Context).Select(item => item.AsContext())]
            : [];

    /// <summary>Variables for the process, by name.</summary>
    public static StepAnswer.Done Answer(params ReadOnlySpan<(string Name, FeelValue Value)> variables)
    {
        var context = FeelContext.Empty;
        foreach (var (name, value) in variables)
        {
            context = context.With(name, value);
        }

        return new StepAnswer.Done(context);
    }
}
