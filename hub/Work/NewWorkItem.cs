namespace Hub.Work;

/// <summary>An outgoing effect that a transaction intends.</summary>
/// <param name="Type">The task type; a handler of that type must exist.</param>
/// <param name="Partner">Whom it concerns.</param>
/// <param name="EffectKey">Unique for the intention; writing the same key twice intends it once.</param>
/// <param name="Input">JSON for the handler.</param>
/// <param name="OrderId">The order concerned, if any.</param>
internal sealed record NewWorkItem(string Type, string Partner, string EffectKey, string Input, Guid? OrderId)
{
    /// <summary>
    /// Whose failures and calls under way count together: the partner as a whole, unless it is reached in several places of
    /// which one may fail and another be well.
    /// </summary>
    public string Line { get; init; } = Partner;

    /// <summary>Earliest moment of the first try; null = at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Tries after the first that fails, before an incident opens.</summary>
    public int Retries { get; init; } = WorkItemDefaults.Retries;

    public Guid? InstanceId { get; init; }
    public int? ElementInstance { get; init; }
}

/// <summary>Limits of the work queue.</summary>
internal static class WorkItemDefaults
{
    /// <summary>With the backoff of <see cref="RetrySchedule"/> this covers about a day of a dead partner.</summary>
    public const int Retries = 12;
}
