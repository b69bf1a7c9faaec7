namespace Workflows.Bpmn;

/// <content>Brings what was read together: flows and their ends, scopes and their starts, events and what they sit on.</content>
internal sealed partial class ProcessReader
{
    private void Connect()
    {
        foreach (var element in elements)
        {
            element.Incoming = [.. flows.Where(f => f.Target == element.Index).Select(f => f.Index)];
            element.Outgoing = [.. flows.Where(f => f.Source == element.Index).Select(f => f.Index)];
            element.DefaultFlow = DefaultFlow(element);
            element.EventSubProcesses =
            [
                .. element.Children.Where(c => elements[c].Kind == ElementKind.EventSubProcess),
            ];
            element.NoneStart = StartOf(element, e => e.Event == EventKind.None);
            element.EventStart =
                element.Kind == ElementKind.EventSubProcess
                    ? StartOf(element, e => e.Event != EventKind.None)
                    : -1;
        }

        foreach (var boundary in elements.Where(e => e.Kind == ElementKind.BoundaryEvent))
        {
            Attach(boundary);
        }
    }

    private int StartOf(FlowElement scope, Func<FlowElement, bool> fits) =>
        scope
            .Children.Where(c => elements[c].Kind == ElementKind.StartEvent && fits(elements[c]))
            .Select(c => (int?)c)
            .FirstOrDefault()
        ?? -1;

    private void Attach(FlowElement boundary)
    {
        var host = sources[boundary].Attribute("attachedToRef")?.Value ?? "";
        if (
            !byId.TryGetValue(host, out var activity)
            || activity.Scope != boundary.Scope
            || !activity.IsActivity
        )
        {
            context.Add(
                sources[boundary],
                "boundary_unattached",
                $"It is attached to '{host}', which is no activity beside it."
            );
            return;
        }

        boundary.AttachedTo = activity.Index;
        activity.Boundary = [.. activity.Boundary, boundary.Index];
        if (boundary.Event == EventKind.Compensation)
        {
            boundary.Handler = HandlerOf(boundary);
        }
    }

    /// <summary>The association from a compensation boundary event leads to the activity that undoes the work.</summary>
    private int HandlerOf(FlowElement boundary)
    {
        var scope = sources[boundary].Parent!;
        var targets = scope
            .Elements(BpmnNames.Model + "association")
            .Where(a => a.Attribute("sourceRef")?.Value == boundary.Id)
            .Select(a => byId.GetValueOrDefault(a.Attribute("targetRef")?.Value ?? ""))
            .OfType<FlowElement>()
            .ToList();
        if (targets is [{ IsForCompensation: true } handler] && handler.Scope == boundary.Scope)
        {
            return handler.Index;
        }

        context.Add(
            sources[boundary],
            "compensation_handler_missing",
            "A compensation boundary event needs one association to an activity beside it with isForCompensation=\"true\"."
        );
        return -1;
    }

    private int DefaultFlow(FlowElement element)
    {
        if (sources[element].Attribute("default")?.Value is not { Length: > 0 } id)
        {
            return -1;
        }

        if (flows.Find(f => f.Id == id && f.Source == element.Index) is { } flow)
        {
            return flow.Index;
        }

        context.Add(
            sources[element],
            "default_flow_unknown",
            $"The default flow '{id}' does not leave this element."
        );
        return -1;
    }
}
