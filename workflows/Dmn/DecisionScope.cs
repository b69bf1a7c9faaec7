using Workflows.Feel;

namespace Workflows.Dmn;

/// <summary>
/// The variables of one decision: what it requires, by name or behind the name of an import.
/// </summary>
internal sealed class DecisionScope(DmnSession session, Logic logic, IFeelScope inputs) : IFeelScope
{
    public bool TryGet(string name, out FeelValue value)
    {
        foreach (var requirement in logic.Requirements)
        {
            if (requirement.Import is null && requirement.Element.Name == name)
            {
                value = session.ValueOf(requirement.Element);
                return true;
            }
        }

        if (
            logic.Module.Imports.Exists(import => import.Name == name)
            || logic.Requirements.Exists(needed => needed.Import == name)
        )
        {
            value = Imported(name);
            return true;
        }

        // Models drawn for Camunda declare no inputs: their tables simply mention process variables.
        value = default;
        return !logic.Module.Elements.Exists(element => element.Name == name)
            && inputs.TryGet(name, out value);
    }

    private FeelValue Imported(string import)
    {
        var entries = new FeelContext.Builder();
        foreach (var requirement in logic.Requirements.Where(requirement => requirement.Import == import))
        {
            entries.Set(requirement.Element.Name, session.ValueOf(requirement.Element));
        }

        return FeelValue.From(entries.Build());
    }
}
