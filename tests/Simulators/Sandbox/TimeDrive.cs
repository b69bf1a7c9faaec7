namespace Simulators.Sandbox;

/// <summary>
/// Simulated time: hub and partners jump together to the next stroke of a clock at which something is due, and nobody goes on
/// before everything that was due has been done.
/// </summary>
internal sealed class TimeDrive(HubProcess hub, Partners partners)
{
    // People and machines notice within minutes; so what falls between two strokes happens together, and all at once.
    private static readonly TimeSpan Stroke = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    /// <summary>How often the clock was moved.</summary>
    public int Steps { get; private set; }

    /// <summary>How many acts of partners ran.</summary>
    public int Acts { get; private set; }

    /// <summary>Lets time pass until something is so, at the longest until a moment.</summary>
    public async Task RunAsync(Func<bool> isOver, DateTimeOffset until, Action report, CancellationToken ct)
    {
        var clock = partners.Clock;
        var hubDueAt = await hub.AdvanceAsync(clock.GetUtcNow(), ct);
        while (!isOver())
        {
            var next = Earliest(partners.Agenda.NextDueAt, hubDueAt) ?? until;
            if (next > until)
            {
                // Nothing more is due before then: both clocks stand at the end.
                clock.StepTo(until > clock.GetUtcNow() ? until : clock.GetUtcNow());
                await hub.AdvanceAsync(clock.GetUtcNow(), ct);
                return;
            }

            var now = next > clock.GetUtcNow() ? NoLaterThan(until, AtStroke(next)) : clock.GetUtcNow();
            clock.StepTo(now);
            Steps++;
            if (partners.Agenda.NextDueAt <= now)
            {
                // The partners act while the hub is at its own work.
                await hub.MoveAsync(now, ct);
                Acts += await partners.Agenda.RunDueAsync(now, Soon, ct);
            }

            hubDueAt = await hub.AdvanceAsync(now, ct);
            report();
        }
    }

    private static DateTimeOffset AtStroke(DateTimeOffset moment)
    {
        var past = moment.UtcTicks % Stroke.Ticks;
        return past == 0 ? moment : moment.AddTicks(Stroke.Ticks - past);
    }

    private static DateTimeOffset NoLaterThan(DateTimeOffset limit, DateTimeOffset moment) =>
        moment < limit ? moment : limit;

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;
}
