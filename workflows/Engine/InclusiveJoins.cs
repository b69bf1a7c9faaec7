using Workflows.Bpmn;

namespace Workflows.Engine;

/// <summary>Inclusive joins, asked again whenever everything has come to rest (R10).</summary>
internal static class InclusiveJoins
{
    /// <summary>Fires the first join to which nobody can come any more who is needed there; false when there is none.</summary>
    public static bool FireOne(Execution execution)
    {
        foreach (var (scope, join) in Joins.Waiting(execution, ElementKind.InclusiveGateway))
        {
            var served = join.Incoming.Where(f => execution.State.TokensOn(scope, f) > 0).ToList();
            var empty = join.Incoming.Except(served).ToList();
            if (!Joins.IsSomebodyOnTheWay(execution, scope, join, served, empty))
            {
                execution.Activate(scope, join, served);
                return true;
            }
        }

        return false;
    }
}
