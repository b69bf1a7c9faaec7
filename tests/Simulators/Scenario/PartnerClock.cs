namespace Simulators.Scenario;

/// <summary>The partners' wall clock: stepped by the demo, or the machine's own under `./run`.</summary>
internal sealed class PartnerClock : TimeProvider
{
    private long steppedTicks;

    /// <summary>A clock that shows the machine's time until it is stepped.</summary>
    public PartnerClock() { }

    /// <summary>A clock that stands at <paramref name="start"/> until it is stepped.</summary>
    public PartnerClock(DateTimeOffset start) => steppedTicks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow()
    {
        var ticks = Interlocked.Read(ref steppedTicks);
        return ticks == 0 ? System.GetUtcNow() : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    /// <summary>Moves the clock; it never goes back.</summary>
    public void StepTo(DateTimeOffset now)
    {
        if (now < GetUtcNow() && Interlocked.Read(ref steppedTicks) != 0)
        {
            throw new InvalidOperationException("A partner's clock never goes back.");
        }

        Interlocked.Exchange(ref steppedTicks, now.UtcTicks);
    }
}
