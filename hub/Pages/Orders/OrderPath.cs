using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Engine;

namespace Hub.Pages.Orders;

/// <summary>The path an order took on one diagram: what is done, where it stands, where it is stuck.</summary>
internal sealed record OrderPath(
    Guid InstanceId,
    Guid DefinitionId,
    string ProcessId,
    InstanceStatus Status,
    DateTimeOffset CreatedAt,
    IReadOnlySet<string> Done,
    IReadOnlySet<string> Here,
    IReadOnlySet<string> Trouble
)
{
    /// <summary>The paths of all instances that work or worked for an order, in the order they began.</summary>
    public static async Task<IReadOnlyList<OrderPath>> ReadAsync(HubDb db, Guid orderId, CancellationToken ct)
    {
        var instances = await db
            .ProcessInstances.Where(i => i.OrderId == orderId)
            .OrderBy(i => i.CreatedAt)
            .ThenBy(i => i.Id)
            .Select(i => new
            {
                i.Id,
                i.DefinitionId,
                i.ProcessId,
                i.Status,
                i.CreatedAt,
            })
            .ToListAsync(ct);
        var ids = instances.Select(i => i.Id).ToList();
        var history = await db
            .ProcessHistory.Where(h => ids.Contains(h.InstanceId))
            .OrderBy(h => h.Version)
            .Select(h => new { h.InstanceId, h.Events })
            .ToListAsync(ct);
        return
        [
            .. instances.Select(i =>
                Fold(
                    i.Id,
                    i.DefinitionId,
                    i.ProcessId,
                    i.Status,
                    i.CreatedAt,
                    history.Where(h => h.InstanceId == i.Id).SelectMany(h => HistoryCodec.Read(h.Events))
                )
            ),
        ];
    }

    private static OrderPath Fold(
        Guid id,
        Guid definitionId,
        string processId,
        InstanceStatus status,
        DateTimeOffset createdAt,
        IEnumerable<HistoryEvent> events
    )
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var live = new Dictionary<int, string>();
        var trouble = new Dictionary<int, string>();
        foreach (var entry in events)
        {
            switch (entry.Intent)
            {
                case HistoryIntent.Activated:
                    live[entry.ElementInstance] = entry.ElementId;
                    break;
                case HistoryIntent.Completed:
                    live.Remove(entry.ElementInstance);
                    done.Add(entry.ElementId);
                    break;
                case HistoryIntent.Terminated:
                    live.Remove(entry.ElementInstance);
                    break;
                case HistoryIntent.SequenceFlowTaken:
                    done.Add(entry.ElementId);
                    break;
                case HistoryIntent.IncidentOpened:
                    trouble[entry.ElementInstance] = entry.ElementId;
                    break;
                case HistoryIntent.IncidentResolved:
                    trouble.Remove(entry.ElementInstance);
                    break;
                default:
                    // What only rebuilds the state is nothing to show.
                    break;
            }
        }

        live.Remove(0);
        var here = live.Values.ToHashSet(StringComparer.Ordinal);
        done.ExceptWith(here);
        return new OrderPath(
            id,
            definitionId,
            processId,
            status,
            createdAt,
            done,
            here,
            trouble.Values.ToHashSet(StringComparer.Ordinal)
        );
    }
}
