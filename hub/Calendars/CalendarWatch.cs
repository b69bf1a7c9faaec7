using Hub.Catalogue;
using Hub.Operations;

namespace Hub.Calendars;

/// <summary>
/// Takes over what was announced on other nodes, and reckons deadlines again when a calendar's file was edited, or when that
/// was left unfinished.
/// </summary>
internal sealed partial class CalendarWatch(
    ReckonDeadlines reckon,
    ReferenceCatalogue catalogue,
    Stillness stillness,
    ILogger<CalendarWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private int seen;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Nobody reckons with calendars that lack what was announced.
        seen = catalogue.Readings;
        await reckon.RunAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Real time, whatever the injected clock does: this is about what other nodes know, not about deadlines.
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            if (catalogue.Readings is var readings && readings != seen)
            {
                using var busy = stillness.Busy();
                await reckon.RunAsync(ct);
                seen = readings;
                return;
            }

            await reckon.RefreshAsync(ct);
        }
#pragma warning disable CA1031 // The watch outlives a database that is away; it looks again.
        catch (Exception exception) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Calendars could not be compared; they are looked at again"
    )]
    private partial void LogFailed(Exception exception);
}
