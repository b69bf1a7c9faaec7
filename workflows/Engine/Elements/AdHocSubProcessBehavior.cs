using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>
/// An ad-hoc subprocess: the elements its list names begin, or those that its job or somebody outside chooses. It ends when
/// its completion condition holds, or, without one, when nothing runs any more.
/// </summary>
internal sealed class AdHocSubProcessBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        var details = instance.Element.AdHoc!;
        var chosen = details.ActiveElements is { } collection
            ? Chosen(execution, instance, collection)
            : null;
        Waits.Open(execution, instance, execution.EventStartsOf(instance));
        var started = chosen is null
            ? FeelContext.Empty.With("count", -1)
            : FeelContext.Empty.With("items", FeelValue.From(chosen));
        execution.Record(instance, HistoryIntent.LoopStarted, started);
        if (instance.Element.Work is not null)
        {
            WorkBehavior.Open(execution, instance);
        }

        execution.Activated(instance);
        execution.LookAt(instance);
        if (chosen is not null)
        {
            var first = details.Sequential ? Math.Min(1, chosen.Count) : chosen.Count;
            for (var i = 0; i < first && instance.Stage == InstanceStage.Active; i++)
            {
                Begin(execution, instance, chosen[i].AsString(), FeelContext.Empty);
            }
        }
    }

    public void Withdraw(Execution execution, ElementInstance instance)
    {
        if (HasOpenJob(instance))
        {
            WorkBehavior.Close(execution, instance);
        }
    }

    public void Reopen(Execution execution, ElementInstance instance)
    {
        if (instance.Element.Work is not null)
        {
            WorkBehavior.Open(execution, instance);
        }
    }

    public void Emptied(Execution execution, ElementInstance instance)
    {
        var loop = instance.Loop!;
        if (loop.IsDone || instance.IsInterrupted)
        {
            Complete(execution, instance);
        }
        else if (loop.Items is { } items && loop.Started < items.Count)
        {
            Begin(execution, instance, items[loop.Started].AsString(), FeelContext.Empty);
        }
        else if (instance.Element.Work is not null)
        {
            if (!HasOpenJob(instance))
            {
                // Its job chooses again, knowing what has come of what it chose before.
                execution.Reopen(instance);
            }
        }
        else if (instance.Element.AdHoc!.Completion is null && (loop.Items is not null || loop.Started > 0))
        {
            Complete(execution, instance);
        }
    }

    /// <summary>Does the subprocess have a job that nobody has answered?</summary>
    public static bool HasOpenJob(ElementInstance adHoc) =>
        adHoc
            is {
                Element: { Kind: ElementKind.AdHocSubProcess, Work: not null },
                Role: not InstanceRole.Strand
            }
        && adHoc.Thrown < adHoc.Round;

    /// <summary>The job of the subprocess is answered.</summary>
    public static void Answer(Execution execution, ElementInstance adHoc) =>
        execution.Record(adHoc, HistoryIntent.PartThrown, FeelContext.Empty.With("thrown", adHoc.Round));

    /// <summary>Elements begin that were chosen outside. Returns why that is refused, or null.</summary>
    public static string? Activate(Execution execution, ElementInstance adHoc, Trigger.ElementsActivated t)
    {
        if (t.Elements.FirstOrDefault(e => !CanBegin(execution, adHoc, e.ElementId)) is { } wrong)
        {
            return $"'{wrong.ElementId}' is no element of '{adHoc.Element.Id}' that can begin by itself.";
        }

        if (t.IsJobDone)
        {
            Answer(execution, adHoc);
        }

        execution.LookAt(adHoc);
        foreach (var element in t.Elements)
        {
            Begin(execution, adHoc, element.ElementId, element.Variables);
        }

        if (t.IsEnough)
        {
            execution.Record(adHoc, HistoryIntent.LoopAdvanced, FeelContext.Empty.With("done", true));
            foreach (
                var strand in t.CancelRemaining ? execution.State.ChildrenOf(adHoc).Reverse().ToList() : []
            )
            {
                execution.Terminate(strand);
            }
        }

        return null;
    }

    private static void Complete(Execution execution, ElementInstance adHoc)
    {
        if (HasOpenJob(adHoc))
        {
            WorkBehavior.Close(execution, adHoc);
        }

        var results = adHoc.Element.AdHoc!.Results;
        execution.Complete(
            adHoc,
            results is null ? FeelContext.Empty : FeelContext.Empty.With(results, Loops.Results(adHoc.Loop!))
        );
    }

    private static FeelList Chosen(Execution execution, ElementInstance instance, FeelExpression collection)
    {
        var value = execution.Expressions.Any(collection, new VariableScope(instance));
        return
            value.TryGetList(out var list)
            && list.All(e => e.TryGetString(out var id) && CanBegin(execution, instance, id))
            ? list
            : throw execution.Expressions.Wrong(
                IncidentCodes.ExpressionError,
                collection.Source,
                $"a list of ids of elements in '{instance.Element.Id}' that can begin by themselves"
            );
    }

    private static bool CanBegin(Execution execution, ElementInstance adHoc, string id) =>
        execution.Definition.Find(id) is { Incoming.Count: 0, IsForCompensation: false } element
        && element.Scope == adHoc.Element.Index
        && element.Kind is not (ElementKind.BoundaryEvent or ElementKind.EventSubProcess);

    private static void Begin(Execution execution, ElementInstance adHoc, string id, FeelContext variables)
    {
        var number = adHoc.Loop!.Started + 1;
        execution.Record(adHoc, HistoryIntent.LoopAdvanced, FeelContext.Empty.With("started", number));
        var strand = execution.Add(adHoc, adHoc.Element, InstanceRole.Strand, number, FeelContext.Empty, []);
        if (
            adHoc.Element.AdHoc!.Result is { Variables: [var result] } expression
            && expression.Source.Trim() == result
        )
        {
            execution.SetVariables(strand, FeelContext.Empty.With(result, FeelValue.Null));
        }

        execution.SetVariables(strand, variables);
        execution.Activated(strand);
        execution.Activate(strand, execution.Definition.Find(id)!);
    }
}
