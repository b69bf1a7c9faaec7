using Workflows.Bpmn;

namespace Workflows.Engine;

/// <summary>Whether an instance fits a plan (language.md §2.12).</summary>
internal sealed class MigrationChecks(ProcessState state, ProcessDefinition target, MigrationPlan plan)
{
    private readonly List<MigrationProblem> problems = [];

    private ProcessDefinition Source => state.Definition;

    /// <summary>Every reason against it; empty when there is none.</summary>
    public IReadOnlyList<MigrationProblem> Run()
    {
        if (state.Status != ProcessStatus.Active)
        {
            Add(Source.Id, "instance_not_active", "Only an instance that is under way can be migrated.");
            return problems;
        }

        if (state.Deferred.Count > 0)
        {
            Add(
                Source.Id,
                "triggers_deferred",
                "Something happened while it was suspended: resume it first."
            );
        }

        CheckPlan();
        foreach (var instance in state.Instances.Where(i => i.Id > 0))
        {
            CheckInstance(instance);
        }

        foreach (var instance in state.Instances)
        {
            CheckWaits(instance);
        }

        CheckTokens();
        return [.. problems.Distinct()];
    }

    private void CheckPlan()
    {
        foreach (var (from, to) in plan.Elements)
        {
            if (Source.Find(from) is null)
            {
                Add(from, "source_unknown", $"The version it runs in has no element '{from}'.");
            }
            else if (target.Find(to) is null)
            {
                Add(from, "target_unknown", $"The other version has no element '{to}'.");
            }
        }

        var catches = plan
            .Elements.Where(e => Source.Find(e.Key)?.Events.Count > 0)
            .GroupBy(e => e.Value, StringComparer.Ordinal);
        foreach (var twice in catches.Where(group => group.Count() > 1))
        {
            foreach (var (from, to) in twice)
            {
                Add(from, "target_twice", $"Two events become '{to}'.");
            }
        }
    }

    private void CheckInstance(ElementInstance instance)
    {
        var from = instance.Element;
        if (instance.Undoing is not null)
        {
            Add(from.Id, "compensation_running", $"'{from.Id}' is undoing something: wait for its end.");
        }

        if (Of(from) is not { } to)
        {
            if (!plan.Elements.ContainsKey(from.Id))
            {
                Add(from.Id, "mapping_missing", $"'{from.Id}' is under way and becomes nothing.");
            }

            return;
        }

        if (from.Kind != to.Kind || from.Event != to.Event)
        {
            Add(
                from.Id,
                "kind_differs",
                $"'{from.Id}' is a {from.Kind} ({from.Event}), '{to.Id}' a {to.Kind} ({to.Event})."
            );
        }

        if (Of(Source.Elements[from.Scope]) is { } scope && to.Scope != scope.Index)
        {
            Add(
                from.Id,
                "scope_differs",
                $"'{to.Id}' does not lie in what the scope of '{from.Id}' becomes."
            );
        }

        if (!SameLoop(from.Loop, to.Loop))
        {
            Add(from.Id, "loop_differs", $"'{from.Id}' and '{to.Id}' do not run equally often.");
        }

        if (from.Work is null != to.Work is null || from.Call is null != to.Call is null)
        {
            Add(from.Id, "implementation_differs", $"'{from.Id}' and '{to.Id}' are done in different ways.");
        }
    }

    private void CheckWaits(ElementInstance instance)
    {
        if (Of(instance.Element) is not { } host)
        {
            return;
        }

        var before = MigrationWaits.Of(instance, instance.Element, Source).ToList();
        var after = MigrationWaits.Of(instance, host, target).ToList();
        foreach (var from in before)
        {
            if (Of(from) is { } to)
            {
                if (!after.Contains(to))
                {
                    Add(from.Id, "event_detached", $"'{to.Id}' does not belong to '{host.Id}'.");
                }
                else if (
                    from.Event != to.Event
                    || from.Events.Count != to.Events.Count
                    || from.Interrupting != to.Interrupting
                )
                {
                    Add(from.Id, "kind_differs", $"'{from.Id}' and '{to.Id}' are different events.");
                }

                continue;
            }

            var names = Names(from);
            var newcomer = after.Find(e => !before.Exists(b => Of(b) == e) && Names(e).Overlaps(names));
            if (newcomer is not null)
            {
                Add(
                    from.Id,
                    "message_unmapped",
                    $"'{from.Id}' and '{newcomer.Id}' wait for the same message: one must become the other."
                );
            }
        }
    }

    private void CheckTokens()
    {
        foreach (var (_, flow) in state.Waiting.Keys)
        {
            var source = Source.Flows[flow];
            var join = Source.Elements[source.Target];
            var to = plan.Flows.TryGetValue(source.Id, out var id) ? target.FindFlow(id) : null;
            if (to is null)
            {
                Add(
                    source.Id,
                    "flow_mapping_missing",
                    $"A token waits on '{source.Id}', which becomes nothing."
                );
            }
            else if (Of(join) is not { } gateway || to.Target != gateway.Index)
            {
                Add(
                    source.Id,
                    "gateway_mapping_missing",
                    $"'{to.Id}' does not lead to what '{join.Id}' becomes."
                );
            }
            else if (gateway.Kind != join.Kind || gateway.Incoming.Count < join.Incoming.Count)
            {
                Add(
                    join.Id,
                    "gateway_differs",
                    $"'{gateway.Id}' has fewer incoming flows than '{join.Id}', or is of another kind."
                );
            }
        }
    }

    private static HashSet<string> Names(FlowElement element) =>
        [.. element.Events.Where(e => e.Message is not null).Select(e => e.Message!.Name.Source)];

    private static bool SameLoop(LoopDetails? from, LoopDetails? to) =>
        (from, to) switch
        {
            (null, null) => true,
            (LoopDetails.MultiInstance a, LoopDetails.MultiInstance b) => a.Sequential == b.Sequential,
            (LoopDetails.Standard, LoopDetails.Standard) => true,
            _ => false,
        };

    private FlowElement? Of(FlowElement element) => Migration.Of(element, target, plan);

    private void Add(string id, string code, string message) =>
        problems.Add(new MigrationProblem(id, code, message));
}
