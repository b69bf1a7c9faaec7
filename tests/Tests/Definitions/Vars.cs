using Workflows.Feel;

namespace Tests.Definitions;

/// <summary>Process variables, written short.</summary>
internal static class Vars
{
    public static FeelContext Of(params ReadOnlySpan<(string Name, FeelValue Value)> variables)
    {
        var context = FeelContext.Empty;
        foreach (var (name, value) in variables)
        {
            context = context.With(name, value);
        }

        return context;
    }
}
