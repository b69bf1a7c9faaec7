namespace Hub.Storage;

/// <summary>
/// The commit was sent, and nobody can say whether it holds: its standby did not confirm it, so that it may or may not
/// survive a fail-over, or the connection was lost before the answer.
/// It must never be reported as done; whoever asked repeats with the same idempotency key (reliability.md, finding 1).
/// </summary>
internal sealed class CommitInDoubtException(string message, Exception? cause = null)
    : Exception(message, cause);
