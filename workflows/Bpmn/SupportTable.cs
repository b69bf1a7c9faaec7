namespace Workflows.Bpmn;

/// <summary>
/// The one table of what runs: element × event × position. The reader refuses what it does not say, naming the element;
/// docs/SUPPORT.md and the designer's lint are made from it.
/// </summary>
public static class SupportTable
{
    private static readonly Support[] All =
    [
        .. Starts(),
        .. EventSubProcessStarts(),
        .. Boundaries(),
        .. OddBoundaries(),
        .. Catches(),
        .. Throws(),
        .. Ends(),
        .. Activities(),
        .. Gateways(),
        .. Marks(),
        .. Choreography(),
    ];

    private static readonly HashSet<string> FlowNodeNames =
    [
        .. All.Where(row => row.Position != EventPosition.Mark).Select(row => row.Element),
    ];

    /// <summary>Every combination, in the order of the page.</summary>
    public static IReadOnlyList<Support> Rows => All;

    /// <summary>Is this the name of a BPMN flow node, supported or not?</summary>
    public static bool IsFlowNode(string localName) => FlowNodeNames.Contains(localName);

    /// <summary>The row of an element with an event in a position; null when BPMN itself knows no such thing.</summary>
    public static Support? Find(string element, EventKind kind, EventPosition position) =>
        Array.Find(All, row => row.Element == element && row.Event == kind && row.Position == position);

    private static IEnumerable<Support> Starts()
    {
        const string Nobody =
            "Nothing can throw it before the process has begun: it belongs on an event subprocess.";
        const string OnlyNone = "An embedded subprocess begins at a start event without a trigger.";
        foreach (
            var (kind, verdict, note) in Verdicts(
                "none message timer signal | conditional multiple parallelMultiple"
            )
        )
        {
            yield return Start(EventPosition.ProcessStart, kind, verdict, note);
        }

        foreach (var kind in (EventKind[])[EventKind.Error, EventKind.Escalation, EventKind.Compensation])
        {
            yield return Start(EventPosition.ProcessStart, kind, SupportVerdict.Refused, Nobody);
        }

        yield return Start(EventPosition.SubProcessStart, EventKind.None, SupportVerdict.Runs, null);
        foreach (
            var (kind, _, _) in Verdicts(
                "message timer signal conditional error escalation compensation multiple parallelMultiple"
            )
        )
        {
            yield return Start(EventPosition.SubProcessStart, kind, SupportVerdict.Refused, OnlyNone);
        }
    }

    private static IEnumerable<Support> EventSubProcessStarts()
    {
        foreach (
            var (kind, verdict, note) in Verdicts(
                "message timer signal error escalation | conditional compensation multiple parallelMultiple"
            )
        )
        {
            yield return Start(EventPosition.EventSubProcessInterrupting, kind, verdict, note);
        }

        foreach (
            var (kind, verdict, note) in Verdicts(
                "message timer signal escalation | conditional multiple parallelMultiple"
            )
        )
        {
            yield return Start(EventPosition.EventSubProcessNonInterrupting, kind, verdict, note);
        }

        yield return Start(
            EventPosition.EventSubProcessNonInterrupting,
            EventKind.Error,
            SupportVerdict.Refused,
            "An error always interrupts (R33)."
        );
    }

    private static IEnumerable<Support> Boundaries()
    {
        foreach (
            var (kind, verdict, note) in Verdicts(
                "message timer signal error escalation compensation | conditional cancel multiple parallelMultiple"
            )
        )
        {
            yield return Row(
                "boundaryEvent",
                kind,
                EventPosition.BoundaryInterrupting,
                verdict,
                ElementKind.BoundaryEvent,
                note
            );
        }

        foreach (
            var (kind, verdict, note) in Verdicts(
                "message timer signal escalation | conditional multiple parallelMultiple"
            )
        )
        {
            yield return Row(
                "boundaryEvent",
                kind,
                EventPosition.BoundaryNonInterrupting,
                verdict,
                ElementKind.BoundaryEvent,
                note
            );
        }
    }

    private static IEnumerable<Support> OddBoundaries()
    {
        // Nothing is interrupted by undoing what has ended: files write the attribute either way.
        yield return Row(
            "boundaryEvent",
            EventKind.Compensation,
            EventPosition.BoundaryNonInterrupting,
            SupportVerdict.Runs,
            ElementKind.BoundaryEvent,
            null
        );
        foreach (var kind in (EventKind[])[EventKind.Error, EventKind.Cancel])
        {
            yield return Row(
                "boundaryEvent",
                kind,
                EventPosition.BoundaryNonInterrupting,
                SupportVerdict.Refused,
                ElementKind.BoundaryEvent,
                "It always interrupts (R33)."
            );
        }
    }

    private static IEnumerable<Support> Catches() =>
        Verdicts("message timer signal link | conditional multiple parallelMultiple")
            .Select(v =>
                Row(
                    "intermediateCatchEvent",
                    v.Kind,
                    EventPosition.Flow,
                    v.Verdict,
                    ElementKind.IntermediateCatchEvent,
                    v.Note
                )
            );

    private static IEnumerable<Support> Throws() =>
        Verdicts("none message signal escalation compensation link | multiple")
            .Select(v =>
                Row(
                    "intermediateThrowEvent",
                    v.Kind,
                    EventPosition.Flow,
                    v.Verdict,
                    ElementKind.IntermediateThrowEvent,
                    v.Note
                )
            );

    private static IEnumerable<Support> Ends() =>
        Verdicts("none message signal error escalation compensation terminate | cancel multiple")
            .Select(v =>
                Row("endEvent", v.Kind, EventPosition.Flow, v.Verdict, ElementKind.EndEvent, v.Note)
            );

    private static IEnumerable<Support> Activities()
    {
        yield return Flow("task", ElementKind.UndefinedTask);
        yield return Flow("manualTask", ElementKind.ManualTask);
        yield return Flow("serviceTask", ElementKind.ServiceTask);
        yield return Flow("sendTask", ElementKind.SendTask);
        yield return Flow("userTask", ElementKind.UserTask);
        yield return Flow("receiveTask", ElementKind.ReceiveTask);
        yield return Flow("scriptTask", ElementKind.ScriptTask);
        yield return Flow("businessRuleTask", ElementKind.BusinessRuleTask);
        yield return Flow("callActivity", ElementKind.CallActivity);
        yield return Flow("subProcess", ElementKind.SubProcess);
        yield return Flow("subProcess", ElementKind.EventSubProcess) with
        {
            Element = "subProcess (event)",
            Position = EventPosition.Mark,
        };
        yield return Flow("adHocSubProcess", ElementKind.AdHocSubProcess);
        yield return Flow("transaction", ElementKind.Transaction, SupportVerdict.LeavesCamunda);
    }

    private static IEnumerable<Support> Gateways()
    {
        yield return Flow("exclusiveGateway", ElementKind.ExclusiveGateway);
        yield return Flow("parallelGateway", ElementKind.ParallelGateway);
        yield return Flow("inclusiveGateway", ElementKind.InclusiveGateway);
        yield return Flow("eventBasedGateway", ElementKind.EventBasedGateway);
        yield return Flow("complexGateway", ElementKind.ComplexGateway, SupportVerdict.LeavesCamunda);
    }

    private static IEnumerable<Support> Marks()
    {
        yield return Mark("multiInstanceLoopCharacteristics", SupportVerdict.Runs);
        yield return Mark("standardLoopCharacteristics", SupportVerdict.LeavesCamunda);
        yield return Mark("receiveTask instantiate", SupportVerdict.LeavesCamunda);
        yield return Mark("eventBasedGateway instantiate", SupportVerdict.LeavesCamunda);
        yield return Mark("conditional flow of an activity", SupportVerdict.LeavesCamunda);
        yield return Mark("dataObject with data associations", SupportVerdict.LeavesCamunda);
        yield return Mark("isForCompensation", SupportVerdict.Runs);
        yield return Mark(
            "waitForCompletion=\"false\"",
            SupportVerdict.Refused,
            "A compensation is always waited for."
        );
    }

    private static IEnumerable<Support> Choreography() =>
        ((string[])["choreographyTask", "subChoreography", "callChoreography"]).Select(name =>
            Flow(name, null, SupportVerdict.Refused) with
            {
                Note = "A choreography describes partners together; no one engine runs it.",
            }
        );

    // Left of the bar what Camunda 8.8 runs, right of it what only BPMN knows.
    private static IEnumerable<(EventKind Kind, SupportVerdict Verdict, string? Note)> Verdicts(string kinds)
    {
        var sides = kinds.Split('|');
        for (var side = 0; side < sides.Length; side++)
        {
            var verdict = side == 0 ? SupportVerdict.Runs : SupportVerdict.LeavesCamunda;
            foreach (var kind in sides[side].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                yield return (Enum.Parse<EventKind>(kind, ignoreCase: true), verdict, null);
            }
        }
    }

    private static Support Start(
        EventPosition position,
        EventKind kind,
        SupportVerdict verdict,
        string? note
    ) => Row("startEvent", kind, position, verdict, ElementKind.StartEvent, note);

    private static Support Flow(
        string element,
        ElementKind? kind,
        SupportVerdict verdict = SupportVerdict.Runs
    ) => Row(element, EventKind.None, EventPosition.Flow, verdict, kind, null);

    private static Support Mark(string name, SupportVerdict verdict, string? note = null) =>
        Row(name, EventKind.None, EventPosition.Mark, verdict, null, note);

    private static Support Row(
        string element,
        EventKind kind,
        EventPosition position,
        SupportVerdict verdict,
        ElementKind? elementKind,
        string? note
    ) => new(element, kind, position, verdict, elementKind, note);
}
