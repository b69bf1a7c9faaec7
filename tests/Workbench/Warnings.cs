using Workflows.Feel;

namespace Workbench;

/// <summary>The warnings of an evaluation, a line each.</summary>
internal static class Warnings
{
    public static void Write(IEnumerable<FeelWarning> warnings, TextWriter errors)
    {
        foreach (var warning in warnings)
        {
            errors.WriteLine($"warning: {warning}");
        }
    }
}
