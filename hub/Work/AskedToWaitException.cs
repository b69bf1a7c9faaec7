namespace Hub.Work;

/// <summary>The partner failed and said how long it wants to be left alone; the next try comes no sooner.</summary>
internal sealed class AskedToWaitException(string message, TimeSpan pause) : HttpRequestException(message)
{
    /// <summary>Longest wish that is heard.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>How long to wait at least.</summary>
    public TimeSpan Pause { get; } = pause < Longest ? pause : Longest;
}
