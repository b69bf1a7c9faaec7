namespace Workflows.Bpmn;

/// <summary>One row of the <see cref="SupportTable"/>.</summary>
/// <param name="Element">The BPMN element's local name.</param>
/// <param name="Event">What kind of event it is.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Verdict">Does it run?</param>
/// <param name="Kind">What it is in the graph; null for what is no element of its own.</param>
/// <param name="Note">Why it is refused, or what is to know.</param>
public sealed record Support(
    string Element,
    EventKind Event,
    EventPosition Position,
    SupportVerdict Verdict,
    ElementKind? Kind,
    string? Note
);

/// <summary>Does a combination run?</summary>
public enum SupportVerdict
{
    /// <summary>Here and in Camunda 8.8.</summary>
    Runs,

    /// <summary>Here, as BPMN says; Camunda 8.8 refuses the file.</summary>
    LeavesCamunda,

    /// <summary>Not here: the file is refused.</summary>
    Refused,
}

/// <summary>Where an element stands, as far as it matters to whether it runs.</summary>
public enum EventPosition
{
    /// <summary>In the flow: everything but start and boundary events.</summary>
    Flow,
    ProcessStart,
    SubProcessStart,
    EventSubProcessInterrupting,
    EventSubProcessNonInterrupting,
    BoundaryInterrupting,
    BoundaryNonInterrupting,

    /// <summary>A mark on an activity or gateway: loops, instantiation.</summary>
    Mark,
}
