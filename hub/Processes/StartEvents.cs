using System.Globalization;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Workflows.Bpmn;
using Workflows.Engine;

namespace Hub.Processes;

/// <summary>
/// The start events of the versions in force: a new version takes the place of the former one's messages and timers (R29,
/// R57).
/// </summary>
internal static class StartEvents
{
    /// <summary>Puts the start events of a new version into force, in the transaction that deploys it.</summary>
    /// <exception cref="InvalidOperationException">A start timer gives no time; deployment has checked that before.</exception>
    public static async Task ReplaceAsync(
        DeployedDefinition version,
        ProcessDefinition process,
        StartTimers timers,
        WriteSession session,
        CancellationToken ct
    )
    {
        await session
            .Db.Set<StartSubscription>()
            .Where(s => s.ProcessId == process.Id)
            .ExecuteDeleteAsync(ct);
        var former = session
            .Db.DeployedDefinitions.Where(d => d.Kind == DefinitionKind.Process && d.Key == process.Id)
            .Select(d => d.Id);
        await session
            .Db.ProcessTriggers.Where(t =>
                t.Kind == TriggerKind.StartByTimer && former.Contains(t.InstanceId)
            )
            .ExecuteDeleteAsync(ct);
        foreach (var start in process.MessageStarts.Concat(process.SignalStarts))
        {
            session
                .Db.Set<StartSubscription>()
                .Add(
                    new StartSubscription
                    {
                        ProcessId = process.Id,
                        ElementId = start.Id,
                        MessageName =
                            timers.NameOf(start, Instant.FromDateTimeOffset(session.Now))
                            ?? throw new InvalidOperationException($"The start '{start.Id}' has no name."),
                        IsSignal = start.Definition.Signal is not null,
                        DefinitionId = version.Id,
                    }
                );
        }

        foreach (var start in process.TimerStarts)
        {
            var first =
                timers.First(start, Instant.FromDateTimeOffset(session.Now))
                ?? throw new InvalidOperationException($"The start timer '{start.Id}' gives no time.");
            session.Processes.PlanStart(version.Id, start.Id, first);
        }
    }

    /// <summary>What a planned start keeps beside its moment: how many firings are left.</summary>
    public static string WriteLeft(int left) => left.ToString(CultureInfo.InvariantCulture);

    /// <summary>The firing a planned start stands for.</summary>
    public static StartTimer ReadFiring(ClaimedTrigger trigger) =>
        new(
            Instant.FromDateTimeOffset(trigger.DueAt),
            int.Parse(trigger.Payload ?? "1", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        );
}
