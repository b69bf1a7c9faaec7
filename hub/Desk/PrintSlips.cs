using System.Security.Cryptography;
using System.Text;
using Hub.Audit;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Desk;

/// <summary>
/// Hands out the work slips of requests to print, in the order of the shelves. Every printing is kept with who, when and which
/// copy, in the same transaction: two clerks who print at once do not both walk for one act.
/// </summary>
internal sealed class PrintSlips(HubStore store, ListTasks tasks)
{
    private const string Format = "a4";

    /// <summary>The slip of one request the person may see; none when there is no such request.</summary>
    public async Task<IReadOnlyList<PrintedSlip>> RunAsync(
        Guid taskId,
        DeskPerson who,
        CancellationToken ct
    ) =>
        await tasks.FindAsync(who, taskId, ct) is { Order: not null, Request: not null } one
            ? await store.WriteAsync(session => PrintAsync([one], SlipChoice.All, who, session, ct), ct)
            : [];

    /// <summary>The slips of the day: of open requests that no colleague has taken.</summary>
    public async Task<IReadOnlyList<PrintedSlip>> RunAsync(
        SlipChoice choice,
        DeskPerson who,
        CancellationToken ct
    )
    {
        var queue = ShelfOrder.Sort(
            (await tasks.QueueAsync(who, ct)).Where(task => IsFor(task, choice, who))
        );
        return queue.Count == 0
            ? []
            : await store.WriteAsync(session => PrintAsync(queue, choice, who, session, ct), ct);
    }

    /// <summary>How many slips each choice would print now.</summary>
    public async Task<IReadOnlyDictionary<SlipChoice, int>> CountAsync(DeskPerson who, CancellationToken ct)
    {
        var queue = ShelfOrder.Sort(await tasks.QueueAsync(who, ct));
        var ids = queue.Select(task => task.Request!.RequestId).ToList();
        var printed = await store.ReadAsync(db => CopiesAsync(db, ids, ct));
        return Enum.GetValues<SlipChoice>()
            .ToDictionary(
                choice => choice,
                choice =>
                    queue.Count(task =>
                        IsFor(task, choice, who)
                        && (choice != SlipChoice.New || !printed.ContainsKey(task.Request!.RequestId))
                    )
            );
    }

    private static bool IsFor(DeskTask task, SlipChoice choice, DeskPerson who) =>
        task.Task.ElementId == DeskTask.AnswerRequest
        && (
            task.Task.ClaimedBy == who.Actor
            || (choice != SlipChoice.Mine && task.Task.State == UserTaskState.Open)
        );

    private static async Task<IReadOnlyList<PrintedSlip>> PrintAsync(
        IReadOnlyList<DeskTask> chosen,
        SlipChoice choice,
        DeskPerson who,
        WriteSession session,
        CancellationToken ct
    )
    {
        var ids = chosen.Select(task => task.Request!.RequestId).ToList();
        var bureaus = chosen.Select(task => task.Request!.BureauCode).Distinct(StringComparer.Ordinal);
        await session.Dialect.LockKeysAsync(session.Transaction, [.. bureaus.Select(KeyOf).Order()]);
        var printed = await CopiesAsync(session.Db, ids, ct);
        var slips = new List<PrintedSlip>();
        foreach (var task in chosen)
        {
            var copy = printed.GetValueOrDefault(task.Request!.RequestId) + 1;
            if (choice == SlipChoice.New && copy > 1)
            {
                continue;
            }

            session.Db.PrintedSheets.Add(
                new PrintedSheet
                {
                    Id = session.NewId(),
                    Kind = PrintedSheet.Slip,
                    Subject = task.Request.RequestId,
                    Copy = copy,
                    Format = Format,
                    OrderId = task.Request.OrderId,
                    BureauCode = task.Request.BureauCode,
                    PrintedBy = who.Actor,
                    PrintedAt = session.Now,
                }
            );
            slips.Add(new PrintedSlip(task, copy, session.Now));
        }

        return slips;
    }

    private static Task<Dictionary<string, int>> CopiesAsync(
        HubDb db,
        List<string> requestIds,
        CancellationToken ct
    ) =>
        db
            .PrintedSheets.Where(p => p.Kind == PrintedSheet.Slip && requestIds.Contains(p.Subject))
            .GroupBy(p => p.Subject)
            .ToDictionaryAsync(g => g.Key, g => g.Max(p => p.Copy), StringComparer.Ordinal, ct);

    private static long KeyOf(string bureau) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes("slips:" + bureau)), 0);
}

/// <summary>Which slips of the day.</summary>
internal enum SlipChoice
{
    /// <summary>Those that nobody has printed yet.</summary>
    New = 1,

    /// <summary>Of the requests the clerk has taken.</summary>
    Mine = 2,

    /// <summary>Of all that nobody else has taken, again if need be.</summary>
    All = 3,
}

/// <summary>A slip to be printed; its printing is kept.</summary>
/// <param name="Task">With its order and request.</param>
/// <param name="Copy">1, 2, 3 … of this request's slip.</param>
internal sealed record PrintedSlip(DeskTask Task, int Copy, DateTimeOffset PrintedAt);
