namespace Hub.Operations;

/// <summary>Something that works beside the loops (a scheduler) and knows itself whether it is quiet.</summary>
internal interface IStillnessProbe
{
    /// <summary>True when nothing of it is due at <paramref name="now"/> and nothing of it runs.</summary>
    ValueTask<bool> IsQuietAsync(DateTimeOffset now, CancellationToken ct);
}
