using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Engine;
using Workflows.Feel;

namespace Hub.Processes;

/// <summary>
/// The signals of one batch, in the order in which its instances open, close and throw them: a signal reaches whoever waits
/// for it at that moment, and is not kept for those who come later.
/// </summary>
internal sealed class Signals(WriteSession session)
{
    private readonly Dictionary<WaitKey, string> opened = [];
    private readonly HashSet<WaitKey> closed = [];

    /// <summary>An instance begins to wait for a signal.</summary>
    public void Open(Guid instance, Command.OpenSignal wait) =>
        opened[new WaitKey(instance, wait.ElementInstance, wait.ElementId)] = wait.SignalName;

    /// <summary>It no longer waits for it.</summary>
    public void Close(Guid instance, Command.CloseSignal wait)
    {
        var key = new WaitKey(instance, wait.ElementInstance, wait.ElementId);
        if (!opened.Remove(key))
        {
            closed.Add(key);
        }
    }

    /// <summary>
    /// Everybody who waits for the signal, and an instance of every process that it begins. Returns the waits; whoever begins
    /// is asked of the store.
    /// </summary>
    public async Task<IReadOnlyList<WaitKey>> ThrowAsync(
        string name,
        FeelContext variables,
        CancellationToken ct
    )
    {
        var stored = await session
            .Db.Set<SignalSubscription>()
            .Where(s => s.Name == name)
            .Select(s => new WaitKey(s.InstanceId, s.ElementInstance, s.ElementId))
            .ToListAsync(ct);
        var starts = await session
            .Db.Set<StartSubscription>()
            .Where(s => s.IsSignal && s.MessageName == name)
            .OrderBy(s => s.ProcessId)
            .ToListAsync(ct);
        foreach (var start in starts)
        {
            session.Processes.StartByMessage(
                session.NewId(),
                new StartEvent(start.ProcessId, start.ElementId, start.DefinitionId),
                variables
            );
        }

        return
        [
            .. stored.Where(wait => !closed.Contains(wait)),
            .. opened.Where(wait => wait.Value == name).Select(wait => wait.Key),
        ];
    }

    /// <summary>Writes what is waited for from now on.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        foreach (var key in closed)
        {
            await session
                .Db.Set<SignalSubscription>()
                .Where(s =>
                    s.InstanceId == key.InstanceId
                    && s.ElementInstance == key.ElementInstance
                    && s.ElementId == key.ElementId
                )
                .ExecuteDeleteAsync(ct);
        }

        foreach (var (key, name) in opened)
        {
            session
                .Db.Set<SignalSubscription>()
                .Add(
                    new SignalSubscription
                    {
                        InstanceId = key.InstanceId,
                        ElementInstance = key.ElementInstance,
                        ElementId = key.ElementId,
                        Name = name,
                    }
                );
        }

        if (opened.Count > 0)
        {
            // The next round of this transaction asks the store who waits.
            await session.SaveBusinessRowsAsync(ct);
        }

        opened.Clear();
        closed.Clear();
    }
}
