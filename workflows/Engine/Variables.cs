using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>Where variables live and how they move (R41–R46).</summary>
internal static class Variables
{
    /// <summary>Everything an instance sees, as one context.</summary>
    public static FeelContext Visible(ElementInstance instance)
    {
        if (instance.Parent is null)
        {
            return instance.Locals;
        }

        var chain = new Stack<FeelContext>();
        for (var scope = instance; scope is not null; scope = scope.Parent)
        {
            if (scope.Locals.Count > 0)
            {
                chain.Push(scope.Locals);
            }
        }

        if (chain.Count <= 1)
        {
            return chain.Count == 0 ? FeelContext.Empty : chain.Pop();
        }

        var all = new FeelContext.Builder();
        foreach (var (name, value) in chain.SelectMany(locals => locals))
        {
            all.Set(name, value);
        }

        return all.Build();
    }

    /// <summary>
    /// Data inputs, then input mappings make local variables, in order, each seeing the ones before (R41).
    /// </summary>
    public static void MapInputs(Execution execution, ElementInstance instance)
    {
        var locals = FeelContext.Empty;
        foreach (var mapping in instance.Element.DataInputs.Concat(instance.Element.Inputs))
        {
            var value = execution.Expressions.Any(mapping.Source, new VariableScope(instance, locals));
            if (mapping.Target.Count > 1)
            {
                // A nested target extends the context that is already there (R44).
                new VariableScope(instance, locals).TryGet(mapping.Target[0], out var existing);
                value = Nest(existing, mapping.Target, 1, value);
            }

            locals = locals.With(mapping.Target[0], AsJson(value));
        }

        execution.SetVariables(instance, locals);
    }

    /// <summary>
    /// Results leave the element: without output mappings each goes to the nearest scope that has it, else to the process;
    /// with mappings only what they name leaves, into the scope around (R42). Of a body nothing is mapped: its mappings are
    /// those of its instances, and an instance maps into itself (R45).
    /// </summary>
    public static void MapOutputs(Execution execution, ElementInstance instance, FeelContext results)
    {
        var element = instance.Element;
        var maps = instance.Role is InstanceRole.Plain or InstanceRole.Iteration;
        if (maps)
        {
            MapData(execution, instance, results);
        }

        if (!maps || element.Outputs.Count == 0)
        {
            Propagate(execution, instance, results);
            return;
        }

        execution.SetVariables(instance, results);
        var target = instance.Role == InstanceRole.Iteration ? instance : instance.Parent!;

        // Evaluated all before any is set: a mapping that fails must leave nothing behind.
        var mapped = FeelContext.Empty;
        foreach (var mapping in element.Outputs)
        {
            var value = execution.Expressions.Any(mapping.Source, new VariableScope(instance, mapped));
            var name = mapping.Target[0];
            if (mapping.Target.Count > 1)
            {
                if (!mapped.TryGet(name, out var existing))
                {
                    new VariableScope(target).TryGet(name, out existing);
                }

                value = Nest(existing, mapping.Target, 1, value);
            }

            mapped = mapped.With(name, AsJson(value));
        }

        if (instance.Role == InstanceRole.Iteration)
        {
            execution.SetVariables(instance, mapped);
        }
        else
        {
            Propagate(execution, target, mapped);
        }
    }

    /// <summary>Sets each variable in the nearest scope upward that has it, else in the process (R42).</summary>
    public static void Propagate(Execution execution, ElementInstance from, FeelContext variables)
    {
        foreach (var group in variables.GroupBy(v => OwnerOf(from, v.Key)))
        {
            execution.SetVariables(group.Key, FeelContext.Of(group));
        }
    }

    /// <summary>
    /// A value as it is stored: variables are JSON, so moments and durations are their texts from the first moment on, and
    /// not only after the state was read again.
    /// </summary>
    public static FeelValue AsJson(FeelValue value)
    {
        switch (value.Kind)
        {
            case FeelKind.Null or FeelKind.Boolean or FeelKind.Number or FeelKind.String:
                return value;
            case FeelKind.List:
                return FeelValue.From(new FeelList(value.AsList().Select(AsJson)));
            case FeelKind.Context:
                return FeelValue.From(AsJson(value.AsContext()));
            default:
                return FeelJson.Parse(FeelJson.ToUtf8(value));
        }
    }

    /// <summary>Variables as they are stored.</summary>
    public static FeelContext AsJson(FeelContext variables) =>
        variables.All(v =>
            v.Value.Kind is FeelKind.Null or FeelKind.Boolean or FeelKind.Number or FeelKind.String
        )
            ? variables
            : FeelContext.Of(
                variables.Select(v => new KeyValuePair<string, FeelValue>(v.Key, AsJson(v.Value)))
            );

    private static void MapData(Execution execution, ElementInstance instance, FeelContext results)
    {
        if (instance.Element.DataOutputs.Count == 0)
        {
            return;
        }

        var written = FeelContext.Empty;
        foreach (var mapping in instance.Element.DataOutputs)
        {
            var value = execution.Expressions.Any(mapping.Source, new VariableScope(instance, results));
            written = written.With(mapping.Target[0], AsJson(value));
        }

        Propagate(execution, instance.Parent!, written);
    }

    private static ElementInstance OwnerOf(ElementInstance from, string name)
    {
        var scope = from;
        while (scope.Parent is not null && !scope.Locals.ContainsKey(name))
        {
            scope = scope.Parent;
        }

        return scope;
    }

    private static FeelValue Nest(
        FeelValue existing,
        IReadOnlyList<string> target,
        int depth,
        FeelValue value
    )
    {
        if (depth == target.Count)
        {
            return value;
        }

        var context = existing.TryGetContext(out var known) ? known : FeelContext.Empty;
        context.TryGet(target[depth], out var inner);
        return FeelValue.From(context.With(target[depth], Nest(inner, target, depth + 1, value)));
    }
}
