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

    /// <summary>Input mappings make local variables, in order, each seeing the ones before (R41).</summary>
    public static void MapInputs(ElementInstance instance, Expressions expressions)
    {
        foreach (var mapping in instance.Element.Inputs)
        {
            var value = expressions.Any(mapping.Source, new VariableScope(instance));
            Set(instance, mapping.Target, value, instance);
        }
    }

    /// <summary>
    /// Results leave the element: without output mappings each goes to the nearest scope that has it, else to the process;
    /// with mappings only what they name leaves, into the scope around (R42).
    /// </summary>
    public static void MapOutputs(ElementInstance instance, FeelContext results, Expressions expressions)
    {
        if (instance.Element.Outputs.Count == 0)
        {
            foreach (var (name, value) in results)
            {
                Propagate(instance, name, value);
            }

            return;
        }

        foreach (var (name, value) in results)
        {
            instance.Locals = instance.Locals.With(name, value);
        }

        // Evaluated all before any is set: a mapping that fails must leave nothing behind.
        var mapped = FeelContext.Empty;
        var outputs = new List<(IReadOnlyList<string> Target, FeelValue Value)>(
            instance.Element.Outputs.Count
        );
        foreach (var mapping in instance.Element.Outputs)
        {
            var value = expressions.Any(mapping.Source, new VariableScope(instance, mapped));
            outputs.Add((mapping.Target, value));
            if (mapping.Target.Count == 1)
            {
                mapped = mapped.With(mapping.Target[0], value);
            }
        }

        foreach (var (target, value) in outputs)
        {
            Set(instance.Parent!, target, value, null);
        }
    }

    /// <summary>Sets a variable in the nearest scope upward that has it, else in the process (R42).</summary>
    public static void Propagate(ElementInstance from, string name, FeelValue value)
    {
        var scope = from;
        while (scope.Parent is not null && !scope.Locals.ContainsKey(name))
        {
            scope = scope.Parent;
        }

        scope.Locals = scope.Locals.With(name, value);
    }

    private static void Set(
        ElementInstance scope,
        IReadOnlyList<string> target,
        FeelValue value,
        ElementInstance? local
    )
    {
        var name = target[0];
        if (target.Count > 1)
        {
            // A nested target extends the context that is already there (R44).
            new VariableScope(scope).TryGet(name, out var existing);
            value = Nest(existing, target, 1, value);
        }

        if (local is not null)
        {
            local.Locals = local.Locals.With(name, value);
        }
        else
        {
            Propagate(scope, name, value);
        }
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
