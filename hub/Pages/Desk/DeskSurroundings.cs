using Hub.Audit;
using Hub.Desk;
using Hub.Orders;
using Hub.Processes;
using Hub.Registries;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Desk;

/// <summary>What helps a clerk with one task: the tasks before and after it, earlier orders of the act, what is recorded.</summary>
internal sealed record DeskSurroundings(
    Guid? Previous,
    Guid? Next,
    string? Officer,
    IReadOnlyList<BureauAnswer> Answers,
    IReadOnlyList<Order> SameAct,
    IReadOnlyList<Shipment> Letters,
    IReadOnlyList<PrintedSheet> Printed
)
{
    private const int MaxSameAct = 5;

    /// <summary>Reads it; nothing of another bureau is in it.</summary>
    public static async Task<DeskSurroundings> ReadAsync(
        HubStore store,
        ListTasks list,
        DeskPerson who,
        DeskTask task,
        CancellationToken ct
    )
    {
        var (order, request) = (task.Order!, task.Request!);
        var mine = (await list.QueueAsync(who, ct))
            .Where(t => t.Task.State == UserTaskState.Open || t.Task.ClaimedBy == who.Actor)
            .Select(t => t.Task.Id)
            .ToList();
        var here = mine.IndexOf(task.Task.Id);
        return await store.ReadAsync(async db => new DeskSurroundings(
            here > 0 ? mine[here - 1] : null,
            here + 1 < mine.Count ? mine[here + 1] : null,
            await db
                .BureauAnswers.Join(
                    db.BureauRequests.Where(r => r.BureauCode == request.BureauCode),
                    a => a.RequestId,
                    r => r.RequestId,
                    (a, r) => a
                )
                .Where(a => a.Officer != null)
                .OrderByDescending(a => a.ReceivedAt)
                .Select(a => a.Officer)
                .FirstOrDefaultAsync(ct),
            await db
                .BureauAnswers.Where(a => a.RequestId == request.RequestId)
                .OrderBy(a => a.Line)
                .ToListAsync(ct),
            await db
                .Orders.Where(o =>
                    o.BureauCode == request.BureauCode && o.ActNumber == order.Act.Number && o.Id != order.Id
                )
                .OrderByDescending(o => o.Id)
                .Take(MaxSameAct)
                .ToListAsync(ct),
            await db
                .Shipments.Where(s => s.OrderId == order.Id && s.BureauCode == request.BureauCode)
                .OrderBy(s => s.Number)
                .ToListAsync(ct),
            await db
                .PrintedSheets.Where(p => p.Kind == PrintedSheet.Slip && p.Subject == request.RequestId)
                .OrderBy(p => p.Copy)
                .ToListAsync(ct)
        ));
    }
}
