using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>The variables an element instance sees: its own, then those of each scope around it (R64).</summary>
internal sealed class VariableScope(ElementInstance? instance, FeelContext? first = null) : IFeelScope
{
    public bool TryGet(string name, out FeelValue value)
    {
        if (first is not null && first.TryGet(name, out value))
        {
            return true;
        }

        for (var scope = instance; scope is not null; scope = scope.Parent)
        {
            if (scope.Locals.TryGet(name, out value))
            {
                return true;
            }
        }

        value = default;
        return false;
    }
}
