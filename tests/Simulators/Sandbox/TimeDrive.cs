namespace Simulators.Sandbox;

/// <summary>
/// Simulated time: hub and partners jump together from one due moment to the next, and nobody goes on before everything that
/// was due has been done.
/// </summary>
internal sealed class TimeDrive(HubProcess hub, Partners partners, Killer? killer)
{
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

            var now = next > clock.GetUtcNow() ? next : clock.GetUtcNow();
            clock.StepTo(now);
            hubDueAt = await hub.AdvanceAsync(now, ct);
            Steps++;
            if (partners.Agenda.NextDueAt <= now)
            {
                var acts = await partners.Agenda.RunDueAsync(now, Soon, ct);
                Acts += acts;
                killer?.Count(acts);
                // What the partners did may be due at once, or has moved what is due next.
                hubDueAt = await hub.AdvanceAsync(now, ct);
            }

            report();
        }
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;
}
