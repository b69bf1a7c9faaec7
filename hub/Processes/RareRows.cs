using System.Globalization;
using System.Text;
using Hub.Audit;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Workflows.Engine;
using Workflows.Feel;

namespace Hub.Processes;

/// <summary>The rows of a batch that are written one by one: tasks for people, incidents, withdrawn work, interrupted calls.</summary>
internal sealed class RareRows(WriteSession session)
{
    private readonly List<WaitKey> closedWork = [];
    private readonly List<WaitKey> closedTasks = [];
    private readonly List<(WaitKey Key, Instant DueAt)> movedTasks = [];
    private readonly List<WaitKey> closedIncidents = [];
    private readonly List<WaitKey> cancelledCalls = [];

    /// <summary>Notes what a command asks of the store.</summary>
    public void Add(RunningInstance instance, Command command)
    {
        switch (command)
        {
            case Command.CloseWork work:
                closedWork.Add(new WaitKey(instance.Id, work.ElementInstance, ""));
                break;
            case Command.OpenTask task:
                session.Db.UserTasks.Add(ToRow(instance, task));
                break;
            case Command.MoveTimer timer:
                session.Db.DeadlineChanges.Add(
                    ToRow(instance, timer.ElementId, timer.From, timer.DueAt, timer.Cause)
                );
                break;
            case Command.MoveTask task:
                movedTasks.Add((new WaitKey(instance.Id, task.ElementInstance, ""), task.DueAt));
                session.Db.DeadlineChanges.Add(
                    ToRow(instance, task.ElementId, task.From, task.DueAt, task.Cause)
                );
                break;
            case Command.CloseTask task:
                closedTasks.Add(new WaitKey(instance.Id, task.ElementInstance, ""));
                break;
            case Command.OpenIncident incident:
                session.Db.Incidents.Add(ToRow(instance, incident));
                break;
            case Command.CloseIncident incident:
                closedIncidents.Add(new WaitKey(instance.Id, incident.ElementInstance, ""));
                break;
            case Command.CancelCalled call:
                cancelledCalls.Add(new WaitKey(instance.Id, call.ElementInstance, ""));
                break;
            default:
                throw new InvalidOperationException($"Nobody follows the command {command.GetType().Name}.");
        }
    }

    /// <summary>Must the other rows of the batch be written before these?</summary>
    public bool ReadsRows =>
        closedWork.Count + closedTasks.Count + movedTasks.Count + closedIncidents.Count + cancelledCalls.Count
        > 0;

    /// <summary>Closes what the batch has closed.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        if (!ReadsRows)
        {
            return;
        }

        await session.SaveBusinessRowsAsync(ct);
        foreach (var key in closedWork)
        {
            await CloseWorkAsync(key, ct);
        }

        await MoveTasksAsync(ct);
        foreach (var key in closedTasks)
        {
            await session
                .Db.UserTasks.Where(t =>
                    t.InstanceId == key.InstanceId
                    && t.ElementInstance == key.ElementInstance
                    && t.State < UserTaskState.Completed
                )
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(t => t.State, UserTaskState.Withdrawn)
                            .SetProperty(t => t.ClosedAt, session.Now),
                    ct
                );
        }

        foreach (var key in closedIncidents)
        {
            await session
                .Db.Incidents.Where(i =>
                    i.InstanceId == key.InstanceId
                    && i.ElementInstance == key.ElementInstance
                    && i.ResolvedAt == null
                )
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.ResolvedAt, session.Now), ct);
        }

        foreach (var key in cancelledCalls)
        {
            await CancelAsync(key, ct);
        }
    }

    private async Task MoveTasksAsync(CancellationToken ct)
    {
        foreach (var (key, dueAt) in movedTasks)
        {
            await session
                .Db.UserTasks.Where(t =>
                    t.InstanceId == key.InstanceId
                    && t.ElementInstance == key.ElementInstance
                    && t.State < UserTaskState.Completed
                )
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.DueAt, dueAt.ToDateTimeOffset()), ct);
        }
    }

    private async Task CancelAsync(WaitKey key, CancellationToken ct)
    {
        var children = await session
            .Db.ProcessInstances.Where(i =>
                i.ParentId == key.InstanceId
                && i.ParentElementInstance == key.ElementInstance
                && i.Status == InstanceStatus.Active
            )
            .Select(i => i.Id)
            .ToListAsync(ct);
        children.ForEach(child => session.Processes.Tell(child, new Trigger.Cancel("caller_interrupted")));
    }

    /// <summary>
    /// Work nobody began is withdrawn. Work that may be under way keeps its row, so that its outcome is still booked, but
    /// no longer has anybody to tell.
    /// </summary>
    private async Task CloseWorkAsync(WaitKey key, CancellationToken ct)
    {
        if (session.Work.TakeBack(key.InstanceId, key.ElementInstance))
        {
            return;
        }

        var items = session.Db.WorkItems.Where(w =>
            w.InstanceId == key.InstanceId && w.ElementInstance == key.ElementInstance
        );
        var untouched = items.Where(w => w.State == WorkState.Ready && w.Attempt == 0);
        await session
            .Db.Effects.Where(e => untouched.Any(w => w.EffectKey == e.Key))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(e => e.State, EffectState.Withdrawn)
                        .SetProperty(e => e.OutcomeAt, session.Now),
                ct
            );
        await untouched.ExecuteDeleteAsync(ct);
        await items.ExecuteUpdateAsync(
            set =>
                set.SetProperty(w => w.InstanceId, (Guid?)null)
                    .SetProperty(w => w.ElementInstance, (int?)null),
            ct
        );
    }

    private UserTask ToRow(RunningInstance instance, Command.OpenTask task) =>
        new()
        {
            Id = session.NewId(),
            InstanceId = instance.Id,
            ElementInstance = task.ElementInstance,
            ElementId = task.ElementId,
            FormId = task.FormId,
            OrderId = instance.Row.OrderId,
            CandidateGroup = task.CandidateGroups.Count > 0 ? task.CandidateGroups[0] : "monitor",
            Input = Encoding.UTF8.GetString(FeelJson.ToUtf8(FeelValue.From(task.Input))),
            State = UserTaskState.Open,
            OpenedAt = session.Now,
            DueAt = task.DueAt?.ToDateTimeOffset(),
        };

    private DeadlineChange ToRow(
        RunningInstance instance,
        string elementId,
        Instant from,
        Instant dueAt,
        string cause
    ) =>
        DeadlineChange.Of(
            session,
            instance.Row.OrderId,
            elementId,
            from.ToDateTimeOffset(),
            dueAt.ToDateTimeOffset(),
            Guid.Parse(cause, CultureInfo.InvariantCulture)
        );

    private Incident ToRow(RunningInstance instance, Command.OpenIncident incident) =>
        new()
        {
            Id = session.NewId(),
            Code = incident.Code,
            Message = incident.Message,
            OrderId = instance.Row.OrderId,
            InstanceId = instance.Id,
            ElementInstance = incident.ElementInstance,
            ElementId = incident.ElementId,
            OpenedAt = session.Now,
        };
}
