namespace Hub.Operations;

/// <summary>Moves a stepped clock, and only past moments in which everything that was due has been done.</summary>
internal sealed class SandboxClock(
    SteppedClock clock,
    Stillness stillness,
    IEnumerable<IStillnessProbe> probes
)
{
    private static readonly TimeSpan ProbePause = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// Waits until the hub is quiet, moves the clock to <paramref name="to"/> (never back), waits until the hub is quiet again,
    /// and says when somebody wants to be woken next.
    /// </summary>
    public async Task<SandboxTime> AdvanceAsync(DateTimeOffset to, CancellationToken ct)
    {
        await MoveAsync(to, ct);
        await WhenQuietAsync(ct);
        return new SandboxTime(clock.GetUtcNow(), clock.NextDueAt);
    }

    /// <summary>
    /// The same, but what is due at <paramref name="to"/> has only begun when this returns: others may act meanwhile.
    /// </summary>
    public async Task<SandboxTime> MoveAsync(DateTimeOffset to, CancellationToken ct)
    {
        await WhenQuietAsync(ct);
        clock.AdvanceTo(to);
        return new SandboxTime(clock.GetUtcNow(), clock.NextDueAt);
    }

    private async Task WhenQuietAsync(CancellationToken ct)
    {
        while (true)
        {
            await stillness.WhenStillAsync(ct);
            if (await AllQuietAsync(ct) && stillness.IsStill)
            {
                return;
            }

            await Task.Delay(ProbePause, TimeProvider.System, ct);
        }
    }

    private async Task<bool> AllQuietAsync(CancellationToken ct)
    {
        foreach (var probe in probes)
        {
            if (!await probe.IsQuietAsync(clock.GetUtcNow(), ct))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>What a stepped clock shows, and when the hub next has something to do by itself.</summary>
public sealed record SandboxTime(DateTimeOffset Now, DateTimeOffset? NextDueAt);
