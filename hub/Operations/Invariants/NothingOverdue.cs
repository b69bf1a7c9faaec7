using Hub.Exchange;
using Hub.Shipping;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>I12: what is due is done; a step that waits for a time has that time in the books.</summary>
internal sealed class NothingOverdue : IInvariant
{
    /// <summary>Several times what the loops take to look, and less than a person would notice.</summary>
    private static readonly TimeSpan LoopGrace = TimeSpan.FromMinutes(1);

    /// <summary>Twice the longest pause of the schedules that close manifests and send files again.</summary>
    private static readonly TimeSpan ScheduleGrace = TimeSpan.FromMinutes(30);

    public string Id => "I12";
    public string Rule => "No timer is lost and nothing is overdue";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        var violations = new List<string>();
        await LoopsAsync(evidence, violations, ct);
        await SchedulesAsync(evidence, violations, ct);
        violations.AddRange(await LostTimersAsync(evidence, ct));
        return new Verdict.Counted(violations);
    }

    private static async Task LoopsAsync(Evidence evidence, List<string> violations, CancellationToken ct)
    {
        var late = evidence.Now - LoopGrace;
        var triggers = await evidence
            .Db.ProcessTriggers.Where(t => !t.Parked && t.DueAt < late)
            .Select(t => new
            {
                t.InstanceId,
                t.Kind,
                t.DueAt,
            })
            .ToListAsync(ct);
        violations.AddRange(
            triggers.Select(t => $"instance {t.InstanceId} should have heard {t.Kind} at {t.DueAt:u}")
        );
        var items = await evidence
            .Db.WorkItems.Where(w => w.State != WorkState.Parked && w.DueAt < late)
            .Select(w => new { w.EffectKey, w.DueAt })
            .ToListAsync(ct);
        violations.AddRange(items.Select(w => $"{w.EffectKey} was due at {w.DueAt:u}"));
        var untold = await evidence
            .Db.OrderAnnouncements.Where(a => a.AnnouncedAt == null && a.At < late)
            .Select(a => new
            {
                a.OrderId,
                a.EventType,
                a.At,
            })
            .ToListAsync(ct);
        violations.AddRange(
            untold.Select(a => $"{a.EventType} of order {a.OrderId} is not announced since {a.At:u}")
        );
    }

    private static async Task SchedulesAsync(Evidence evidence, List<string> violations, CancellationToken ct)
    {
        var late = evidence.Now - ScheduleGrace;
        var manifests = await evidence
            .Db.Manifests.Where(m =>
                m.State == ManifestState.Open
                && m.ClosesAt < late
                && m.Lines.Any(l => l.State == LineState.Listed)
            )
            .Select(m => new { m.BureauCode, m.ClosesAt })
            .ToListAsync(ct);
        violations.AddRange(
            manifests.Select(m => $"the manifest of {m.BureauCode} should have closed at {m.ClosesAt:u}")
        );
        var files = await evidence
            .Db.ExchangeFiles.Where(f => f.State == FileState.Sent && f.NextResendAt < late)
            .Select(f => new { f.Name, f.NextResendAt })
            .ToListAsync(ct);
        violations.AddRange(files.Select(f => $"{f.Name} should have been sent again at {f.NextResendAt:u}"));
    }

    private static async Task<List<string>> LostTimersAsync(Evidence evidence, CancellationToken ct)
    {
        var waits = await InstanceWaits.ReadAsync(evidence.Db, ct);
        var lost = new List<string>();
        await foreach (var instance in ActiveInstance.ReadAllAsync(evidence.Db, ct))
        {
            lost.AddRange(
                from element in instance.State?.Instances ?? []
                from timer in ActiveInstance.TimersOf(element, instance.State!.Definition)
                where !waits.HasTimer(instance.Id, element.Id, timer)
                select $"{instance.Name} waits for the timer '{timer}' and nothing is due"
            );
        }

        return lost;
    }
}
