namespace Hub.Operations;

/// <summary>
/// One loop's bell. A signal given while the loop is busy is remembered once. While a signal waits to be heard the
/// process counts as busy (<see cref="Stillness"/>), so a stepped clock never advances past work that is due now.
/// </summary>
internal sealed class WakeUp(Stillness stillness) : IDisposable
{
    private readonly SemaphoreSlim bell = new(0, 1);
    private readonly Lock gate = new();
    private bool pending;

    /// <summary>Rings the bell.</summary>
    public void Signal()
    {
        lock (gate)
        {
            if (pending)
            {
                return;
            }

            pending = true;
            stillness.Enter();
            bell.Release();
        }
    }

    /// <summary>
    /// Waits for the bell, at the longest until <paramref name="limit"/> has passed on <paramref name="clock"/>. The
    /// caller, who counts as busy, counts as idle meanwhile and as busy again when this returns or throws.
    /// </summary>
    public async Task WaitAsync(TimeSpan limit, TimeProvider clock, CancellationToken ct)
    {
        // The timer rings the bell inside its own callback: between the tick of a stepped clock and the loop's
        // awakening there is no instant that looks still.
        await using var timer = clock.CreateTimer(
            static bell => ((WakeUp)bell!).Signal(),
            this,
            limit,
            Timeout.InfiniteTimeSpan
        );
        stillness.Leave();
        try
        {
            await bell.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            stillness.Enter();
            throw;
        }

        lock (gate)
        {
            // The signal's own "busy" becomes the caller's.
            pending = false;
        }
    }

    public void Dispose() => bell.Dispose();
}
