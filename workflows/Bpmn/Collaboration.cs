namespace Workflows.Bpmn;

/// <summary>Who talks with whom: the pools of a file and the messages between them. They are shown, and have no meaning for the run.</summary>
public sealed record Collaboration(
    IReadOnlyList<Participant> Participants,
    IReadOnlyList<MessageFlow> MessageFlows
)
{
    public static Collaboration None { get; } = new([], []);
}

/// <summary>A pool.</summary>
/// <param name="Id">As in the file.</param>
/// <param name="Name">As in the file.</param>
/// <param name="ProcessId">The process drawn in it; null when it is closed.</param>
public sealed record Participant(string Id, string? Name, string? ProcessId);

/// <summary>An arrow between pools, or between elements of different pools.</summary>
public sealed record MessageFlow(string Id, string? Name, string Source, string Target);
