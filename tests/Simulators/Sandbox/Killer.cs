namespace Simulators.Sandbox;

/// <summary>
/// Kills the hub at random moments of real time while it is at work. The moments are spread over the partners' acts, because
/// most of the simulated weeks are nights.
/// </summary>
internal sealed class Killer
{
    private const int ActsPerOrder = 12;
    private const int LongestPauseMilliseconds = 120;
    private readonly HubProcess hub;
    private readonly Random random;
    private readonly Queue<int> after;
    private readonly Lock gate = new();
    private int acts;

    /// <summary>Will kill <paramref name="hub"/> so many times.</summary>
    public Killer(HubProcess hub, int kills, int orders, int seed)
    {
        this.hub = hub;
        random = new Random(seed);
        after = new Queue<int>(
            Enumerable.Range(0, kills).Select(_ => random.Next(orders * ActsPerOrder)).Order()
        );
    }

    /// <summary>One more act has happened; kills, in a moment, when it is time.</summary>
    public void Count()
    {
        lock (gate)
        {
            acts++;
            if (after.TryPeek(out var due) && due <= acts)
            {
                after.Dequeue();
                _ = KillAsync(TimeSpan.FromMilliseconds(random.Next(LongestPauseMilliseconds)));
            }
        }
    }

    private async Task KillAsync(TimeSpan pause)
    {
        await Task.Delay(pause, TimeProvider.System);
        hub.Kill();
    }
}
