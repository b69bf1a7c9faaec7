using NodaTime;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>Triggers as contexts, so that a state can keep them.</summary>
internal static class TriggerText
{
    public static FeelContext Of(Trigger trigger) =>
        trigger switch
        {
            Trigger.WorkCompleted t => Text("workCompleted", t.ElementInstance, t.Variables),
            Trigger.WorkFailed t => Text("workFailed", t.ElementInstance)
                .With("code", t.Code)
                .With("message", t.Message),
            Trigger.WorkThrewError t => Thrown(
                "workThrewError",
                t.ElementInstance,
                t.ErrorCode,
                t.Message,
                t.Variables
            ),
            Trigger.TaskCompleted t => Text("taskCompleted", t.ElementInstance, t.Variables),
            Trigger.MessageArrived t => Text("messageArrived", t.ElementInstance, t.Variables)
                .With("element", t.ElementId),
            Trigger.SignalArrived t => Text("signalArrived", t.ElementInstance, t.Variables)
                .With("element", t.ElementId),
            Trigger.TimerFired t => Text("timerFired", t.ElementInstance)
                .With("element", t.ElementId)
                .With("dueAt", t.DueAt.ToUnixTimeTicks()),
            Trigger.CalledCompleted t => Text("calledCompleted", t.ElementInstance, t.Variables),
            Trigger.CalledThrewError t => Thrown(
                "calledThrewError",
                t.ElementInstance,
                t.ErrorCode,
                t.Message,
                t.Variables
            ),
            Trigger.CalledEscalated t => Text("calledEscalated", t.ElementInstance, t.Variables)
                .With("thrower", t.Thrower)
                .With("code", t.Code),
            Trigger.EscalationAnswered t => Text("escalationAnswered", 0).With("thrower", t.Thrower),
            Trigger.ElementsActivated t => Text("elementsActivated", t.ElementInstance)
                .With("elements", Of(t.Elements))
                .With("isJobDone", t.IsJobDone)
                .With("isEnough", t.IsEnough)
                .With("cancelRemaining", t.CancelRemaining),
            Trigger.IncidentResolved t => Text("incidentResolved", t.ElementInstance)
                .With("retries", t.Retries is { } retries ? FeelValue.From(retries) : FeelValue.Null),
            Trigger.CalendarsChanged t => Text("calendarsChanged", 0).With("message", t.Cause),
            Trigger.Modify t => Text("modify", 0)
                .With("elements", Of(t.Activate))
                .With(
                    "terminate",
                    FeelValue.From(new FeelList(t.Terminate.Select(id => FeelValue.From(id))))
                ),
            _ => throw new InvalidOperationException($"A {trigger.GetType().Name} cannot be kept."),
        };

    public static Trigger Read(FeelContext text)
    {
        var id = StateChanges.Whole(text, "id");
        var variables = text.TryGet("variables", out var given) ? given.AsContext() : FeelContext.Empty;
        string Word(string name) => text[name].AsString();
        return Word("trigger") switch
        {
            "workCompleted" => new Trigger.WorkCompleted(id, variables),
            "workFailed" => new Trigger.WorkFailed(id, Word("code"), Word("message")),
            "workThrewError" => new Trigger.WorkThrewError(id, Word("code"), Word("message"), variables),
            "taskCompleted" => new Trigger.TaskCompleted(id, variables),
            "messageArrived" => new Trigger.MessageArrived(id, Word("element"), variables),
            "signalArrived" => new Trigger.SignalArrived(id, Word("element"), variables),
            "timerFired" => new Trigger.TimerFired(
                id,
                Word("element"),
                Instant.FromUnixTimeTicks(text["dueAt"].AsInt64())
            ),
            "calledCompleted" => new Trigger.CalledCompleted(id, variables),
            "calledThrewError" => new Trigger.CalledThrewError(id, Word("code"), Word("message"), variables),
            "calledEscalated" => new Trigger.CalledEscalated(id, Word("thrower"), Word("code"), variables),
            "escalationAnswered" => new Trigger.EscalationAnswered(Word("thrower")),
            "elementsActivated" => new Trigger.ElementsActivated(
                id,
                Starts(text),
                text["isJobDone"].IsTrue,
                text["isEnough"].IsTrue,
                text["cancelRemaining"].IsTrue
            ),
            "incidentResolved" => new Trigger.IncidentResolved(
                id,
                text["retries"].TryGetInt64(out var retries) ? (int)retries : null
            ),
            "calendarsChanged" => new Trigger.CalendarsChanged(Word("message")),
            "modify" => new Trigger.Modify(
                Starts(text),
                [.. text["terminate"].AsList().Select(t => (int)t.AsInt64())]
            ),
            var other => throw new InvalidOperationException($"Nobody knows the trigger '{other}'."),
        };
    }

    private static FeelContext Text(string kind, int id, FeelContext? variables = null)
    {
        var text = FeelContext.Empty.With("trigger", kind).With("id", id);
        return variables is { Count: > 0 }
            ? text.With("variables", FeelValue.From(Variables.AsJson(variables)))
            : text;
    }

    private static FeelContext Thrown(
        string kind,
        int id,
        string code,
        string message,
        FeelContext variables
    ) => Text(kind, id, variables).With("code", code).With("message", message);

    private static FeelValue Of(IEnumerable<ElementStart> starts) =>
        FeelValue.From(
            new FeelList(
                starts.Select(s =>
                    FeelValue.From(
                        FeelContext
                            .Empty.With("element", s.ElementId)
                            .With("variables", FeelValue.From(Variables.AsJson(s.Variables)))
                            .With("ancestor", s.Ancestor is { } a ? FeelValue.From(a) : FeelValue.Null)
                    )
                )
            )
        );

    private static List<ElementStart> Starts(FeelContext text) =>
        [
            .. text["elements"]
                .AsList()
                .Select(e => e.AsContext())
                .Select(e => new ElementStart(
                    e["element"].AsString(),
                    e["variables"].AsContext(),
                    e["ancestor"].TryGetInt64(out var ancestor) ? (int)ancestor : null
                )),
        ];
}
