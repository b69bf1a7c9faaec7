namespace Hub.Storage;

/// <summary>
/// The database took the commit but its standby did not confirm it: the transaction may or may not survive a fail-over.
/// It must never be reported as done; whoever asked repeats with the same idempotency key (reliability.md, finding 1).
/// </summary>
internal sealed class CommitInDoubtException(string message) : Exception(message);
