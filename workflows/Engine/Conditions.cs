using Workflows.Bpmn;
using Workflows.Engine.Elements;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// Conditions that are waited for (R47): asked when the wait opens and when a variable they name changes in a scope they see,
/// once for all changes that came together, from the outside in.
/// </summary>
internal sealed class Conditions(Execution execution)
{
    private readonly List<(int Scope, string Name)> changed = [];
    private readonly HashSet<(int Holder, string Wait)> opened = [];

    /// <summary>Variables of a scope have changed.</summary>
    public void Changed(ElementInstance scope, IEnumerable<string> names)
    {
        if (execution.Definition.HasConditions)
        {
            changed.AddRange(names.Select(name => (scope.Id, name)));
        }
    }

    /// <summary>A wait for a condition has opened.</summary>
    public void Opened(ElementInstance holder, EventDefinition wait) => opened.Add((holder.Id, wait.WaitId));

    /// <summary>
    /// The instance goes on after it held still: variables may have been changed meanwhile. What fires again and again is not
    /// asked, or it would fire for no change.
    /// </summary>
    public void AskAgain()
    {
        foreach (var holder in execution.Definition.HasConditions ? execution.State.Instances : [])
        {
            foreach (var (element, wait) in WaitsOf(holder))
            {
                if (wait.Kind == EventKind.Conditional && Occurrences.Ends(holder, element))
                {
                    Opened(holder, wait);
                }
            }
        }
    }

    /// <summary>Lets every condition that holds now be heard; false when none does.</summary>
    public bool FireAny()
    {
        if (changed.Count + opened.Count == 0)
        {
            return false;
        }

        var holding = execution
            .State.Instances.SelectMany(holder =>
                WaitsOf(holder).Select(w => (Holder: holder, w.Element, w.Wait))
            )
            .Where(w =>
                w.Wait.Kind == EventKind.Conditional && IsAsked(w.Holder, w.Wait) && Holds(w.Holder, w.Wait)
            )
            .ToList();
        changed.Clear();
        opened.Clear();
        foreach (var (holder, element, wait) in holding)
        {
            // One that fired before may have ended it.
            if (
                execution.State.Find(holder.Id) == holder
                && WaitsOf(holder).Any(w => w.Wait == wait)
                && !execution.IsOver
            )
            {
                execution.Record(holder, HistoryIntent.TriggerReceived);
                Occurrences.Occur(execution, holder, element, wait, FeelContext.Empty, execution.Now);
            }
        }

        return holding.Count > 0;
    }

    private IEnumerable<(FlowElement Element, EventDefinition Wait)> WaitsOf(ElementInstance holder)
    {
        IEnumerable<FlowElement> elements =
            holder.Stage == InstanceStage.Activating ? [] : execution.BoundaryOf(holder);
        if (holder.Stage == InstanceStage.Active)
        {
            elements = elements.Concat(
                holder.Element.Kind switch
                {
                    _ when holder.Role == InstanceRole.Body => [],
                    ElementKind.EventBasedGateway => EventBasedGatewayBehavior.OpenTargets(execution, holder),
                    ElementKind.IntermediateCatchEvent or ElementKind.StartEvent => [holder.Element],
                    _ when holder.Element.IsScope && !holder.IsInterrupted => execution.EventStartsOf(holder),
                    _ => [],
                }
            );
        }

        return Waits.Of(elements).Where(w => holder.Received?.ContainsKey(w.Wait.WaitId) != true);
    }

    private bool IsAsked(ElementInstance holder, EventDefinition wait)
    {
        if (opened.Contains((holder.Id, wait.WaitId)))
        {
            return true;
        }

        for (var scope = holder; scope is not null; scope = scope.Parent)
        {
            if (changed.Exists(c => c.Scope == scope.Id && wait.Condition!.Watched.Contains(c.Name)))
            {
                return true;
            }
        }

        return false;
    }

    private bool Holds(ElementInstance holder, EventDefinition wait) =>
        execution.Expressions.Any(wait.Condition!.Expression, new VariableScope(holder)).IsTrue;
}
