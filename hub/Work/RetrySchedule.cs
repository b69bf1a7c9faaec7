namespace Hub.Work;

/// <summary>How long a failed try waits for the next one.</summary>
internal abstract class RetrySchedule
{
    /// <summary>30 s, doubled each time, at most 4 h, spread by a fifth so that items do not march in step.</summary>
    public static readonly RetrySchedule Doubling = new DoublingPauses();

    /// <summary>The pause after try number <paramref name="attempt"/> (1, 2, 3 …) of this item; the same every time it is asked.</summary>
    public abstract TimeSpan PauseAfter(int attempt, Guid itemId);

    /// <summary>
    /// Were these pauses promised? Then tries come when they are due, also to a partner that fails all the time; another
    /// partner's tries wait while it is left alone.
    /// </summary>
    public virtual bool IsPromised => false;

    /// <summary>The pauses as a partner was promised them; the last one goes on.</summary>
    public static RetrySchedule Promised(IReadOnlyList<TimeSpan> pauses) => new PromisedPauses(pauses);

    private sealed class DoublingPauses : RetrySchedule
    {
        private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
        private static readonly TimeSpan Longest = TimeSpan.FromHours(4);
        private const int MaxDoublings = 12;
        private const double Spread = 0.2;

        public override TimeSpan PauseAfter(int attempt, Guid itemId)
        {
            var doubled = First * (1L << Math.Clamp(attempt - 1, 0, MaxDoublings));
            var pause = doubled < Longest ? doubled : Longest;
            // The last bytes of a version 7 id are random.
            var share = itemId.ToByteArray()[15] / 255.0;
            return pause * (1 + (Spread * (share - 0.5)));
        }
    }

    private sealed class PromisedPauses(IReadOnlyList<TimeSpan> pauses) : RetrySchedule
    {
        public override bool IsPromised => true;

        public override TimeSpan PauseAfter(int attempt, Guid itemId) =>
            pauses[Math.Clamp(attempt - 1, 0, pauses.Count - 1)];
    }
}
