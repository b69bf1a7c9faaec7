using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>How an instance ended.</summary>
public abstract record ProcessOutcome
{
    private ProcessOutcome() { }

    /// <summary>It came to its end.</summary>
    public sealed record Completed(FeelContext Variables) : ProcessOutcome;

    /// <summary>It was cancelled.</summary>
    public sealed record Terminated : ProcessOutcome;

    /// <summary>A called process threw an error that it did not catch: its caller may.</summary>
    public sealed record ThrewError(string ErrorCode, string Message, FeelContext Variables) : ProcessOutcome;
}
