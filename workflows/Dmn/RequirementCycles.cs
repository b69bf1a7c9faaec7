namespace Workflows.Dmn;

/// <summary>Finds decisions that require themselves, directly or through others.</summary>
internal static class RequirementCycles
{
    public static void Check(IEnumerable<Module> modules, ProblemList problems)
    {
        var done = new HashSet<DrgElement>();
        foreach (var element in modules.SelectMany(module => module.Elements))
        {
            Visit(element, [], done, problems);
        }
    }

    // A file holds at most some thousand elements, yet a chain of them must not become as many calls.
    private static void Visit(
        DrgElement start,
        HashSet<DrgElement> open,
        HashSet<DrgElement> done,
        ProblemList problems
    )
    {
        var path = new Stack<(DrgElement Element, int Next)>();
        path.Push((start, 0));
        open.Add(start);
        while (path.TryPop(out var top))
        {
            if (done.Contains(top.Element) || top.Next == top.Element.Requirements.Count)
            {
                open.Remove(top.Element);
                done.Add(top.Element);
                continue;
            }

            path.Push((top.Element, top.Next + 1));
            var required = top.Element.Requirements[top.Next].Element;
            // A knowledge model may call itself.
            if (required == top.Element && required is Logic { IsDecision: false })
            {
                continue;
            }

            if (open.Contains(required))
            {
                problems.Add(required.Source, "circular_requirement", $"'{required.Name}' requires itself.");
                done.Add(required);
            }
            else if (!done.Contains(required))
            {
                open.Add(required);
                path.Push((required, 0));
            }
        }
    }
}
