using Hub.Operations;
using Hub.Storage;
using Microsoft.Extensions.Options;

namespace Hub.Announcements;

/// <summary>
/// Turns what happened to orders into numbered portal events, their deliveries and messages to citizens. Woken by the
/// commit that made it happen; looks again now and then for what a node that died left behind.
/// </summary>
internal sealed partial class Announcer(
    HubStore store,
    AnnounceOrders announceOrders,
    WakeUps wakeUps,
    Stillness stillness,
    TimeProvider clock,
    IOptions<AnnouncementOptions> options,
    ILogger<Announcer> logger
) : BackgroundService
{
    /// <summary>Announces what waits, one batch; returns how many there were.</summary>
    public Task<int> RunBatchAsync(CancellationToken ct) =>
        store.WriteAsync(session => announceOrders.RunAsync(session, options.Value.BatchSize, ct), ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var busy = stillness.Busy();
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await RunSafelyAsync(stoppingToken) == 0)
            {
                await wakeUps.Events.WaitAsync(options.Value.PollInterval, clock, stoppingToken);
            }
        }
    }

    private async Task<int> RunSafelyAsync(CancellationToken ct)
    {
        try
        {
            return await RunBatchAsync(ct);
        }
#pragma warning disable CA1031 // The announcer outlives a database that is away; what waits is kept and tried again.
        catch (Exception exception) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(exception);
            return 0;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Announcements could not be made; they are kept for the next round"
    )]
    private partial void LogFailed(Exception exception);
}
