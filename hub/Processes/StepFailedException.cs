namespace Hub.Processes;

/// <summary>A step of our own broke a rule while a batch ran; the batch is rolled back and the step becomes an incident.</summary>
internal sealed class StepFailedException(StepFailure failure, Exception inner)
    : Exception($"Step {failure.ElementId} failed: {inner.Message}", inner)
{
    public StepFailure Failure { get; } = failure;
}

/// <summary>Which step failed, and why; the second run answers for it with an incident.</summary>
internal sealed record StepFailure(Guid InstanceId, int ElementInstance, string ElementId, string Message);
