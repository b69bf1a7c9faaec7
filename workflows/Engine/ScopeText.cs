using System.Globalization;
using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>Loops and what can be undone, as FEEL values for the stored state.</summary>
internal static class ScopeText
{
    public static FeelContext Of(LoopState loop)
    {
        var text = FeelContext
            .Empty.With("count", loop.Count)
            .With("started", loop.Started)
            .With("completed", loop.Completed)
            .With("terminated", loop.Terminated)
            .With("done", loop.IsDone)
            .With(
                "results",
                FeelValue.From(
                    FeelContext.Of(
                        loop.Results.Select(r => new KeyValuePair<string, FeelValue>(
                            r.Key.ToString(CultureInfo.InvariantCulture),
                            r.Value
                        ))
                    )
                )
            );
        return loop.Items is null ? text : text.With("items", FeelValue.From(loop.Items));
    }

    public static LoopState Loop(FeelContext text)
    {
        var loop = new LoopState
        {
            Count = StateChanges.Whole(text, "count"),
            Items = text.TryGet("items", out var items) ? items.AsList() : null,
            Started = StateChanges.Whole(text, "started"),
            Completed = StateChanges.Whole(text, "completed"),
            Terminated = StateChanges.Whole(text, "terminated"),
            IsDone = text["done"].IsTrue,
        };
        foreach (var (number, value) in text["results"].AsContext())
        {
            loop.Results[int.Parse(number, CultureInfo.InvariantCulture)] = value;
        }

        return loop;
    }

    public static FeelValue Of(IEnumerable<Compensation> kept) =>
        FeelValue.From(
            new FeelList(
                kept.Select(c =>
                {
                    var text = FeelContext.Empty.With("activity", c.Activity.Id);
                    text = c.Handler is null ? text : text.With("handler", c.Handler.Id);
                    text = c.Nested.Count == 0 ? text : text.With("nested", Of(c.Nested));
                    return FeelValue.From(
                        c.UndoesItself ? text.With("locals", FeelValue.From(c.Locals)) : text
                    );
                })
            )
        );

    public static List<Compensation> Undo(FeelList text, ProcessDefinition definition) =>
        [
            .. text.Select(value =>
            {
                var c = value.AsContext();
                return new Compensation(
                    definition.Find(c["activity"].AsString())!,
                    c.TryGet("handler", out var handler) ? definition.Find(handler.AsString()) : null,
                    c.TryGet("nested", out var nested) ? Undo(nested.AsList(), definition) : [],
                    c.TryGet("locals", out var locals) ? locals.AsContext() : FeelContext.Empty,
                    c.ContainsKey("locals")
                );
            }),
        ];
}
