namespace Workflows.Engine;

/// <summary>What one trigger did. A refused trigger changed nothing: the wait it was meant for is gone.</summary>
public sealed record StepResult(
    ProcessState State,
    IReadOnlyList<Command> Commands,
    IReadOnlyList<HistoryEvent> History,
    string? RefusedBecause
)
{
    /// <summary>Did the instance hear the trigger?</summary>
    public bool Accepted => RefusedBecause is null;
}
