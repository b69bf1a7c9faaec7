using Simulators.Scenario;

namespace Simulators.Sandbox;

/// <summary>
/// The sandbox's time: it goes as fast as everybody's, and can be told to jump ahead, so that nobody has to wait a week for
/// a letter. Between two ticks hub and partners do what is due, as in the demo.
/// </summary>
internal sealed class TimeMachine(TimeDrive drive, PartnerClock clock) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim turn = new(1, 1);
    private TimeSpan ahead = TimeSpan.Zero;

    /// <summary>Lets time go by until it is stopped.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Tick);
        while (await timer.WaitForNextTickAsync(ct))
        {
            await PassAsync(TimeProvider.System.GetUtcNow() + ahead, ct);
        }
    }

    /// <summary>Jumps ahead; everything due on the way is done when this returns.</summary>
    public async Task JumpAsync(TimeSpan by, CancellationToken ct)
    {
        ahead += by;
        await PassAsync(TimeProvider.System.GetUtcNow() + ahead, ct);
    }

    public void Dispose() => turn.Dispose();

    private async Task PassAsync(DateTimeOffset until, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            if (until > clock.GetUtcNow())
            {
                await drive.RunAsync(() => false, until, () => { }, ct);
            }
        }
        finally
        {
            turn.Release();
        }
    }
}
