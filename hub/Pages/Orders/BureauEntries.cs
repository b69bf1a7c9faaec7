using Hub.Registries;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Orders;

/// <summary>What a bureau was asked and answered, on an order's timeline, with the files both travelled in.</summary>
internal static class BureauEntries
{
    /// <summary>The entries, in no order.</summary>
    public static async Task<IEnumerable<TimelineEntry>> ReadAsync(
        HubDb db,
        Guid orderId,
        CancellationToken ct
    )
    {
        var requests = await db.BureauRequests.Where(r => r.OrderId == orderId).ToListAsync(ct);
        var ids = requests.ConvertAll(r => r.RequestId);
        var answers = await db.BureauAnswers.Where(a => ids.Contains(a.RequestId)).ToListAsync(ct);
        var names = requests.Select(r => r.FileName).OfType<string>().ToList();
        var files = await db
            .ExchangeFiles.Where(f => names.Contains(f.Name))
            .Select(f => new
            {
                f.Id,
                f.Name,
                f.Partner,
                f.State,
                f.CreatedAt,
                f.SentAt,
                f.AnsweredAt,
            })
            .ToListAsync(ct);
        return
        [
            .. requests.SelectMany(ToEntries),
            .. answers.Select(a => new TimelineEntry(
                a.ReceivedAt,
                "message",
                "answer." + a.Outcome,
                requests.Find(r => r.RequestId == a.RequestId)?.BureauCode,
                a.Reason,
                $"{a.RequestId} / {a.Line}"
            )),
            .. files.SelectMany(f =>
                FileEntries(f.Id, f.Name, f.Partner, f.State, f.SentAt ?? f.CreatedAt, f.AnsweredAt)
            ),
        ];
    }

    private static IEnumerable<TimelineEntry> ToEntries(BureauRequest request)
    {
        yield return new TimelineEntry(
            request.OpenedAt,
            "message",
            "request.opened",
            request.BureauCode,
            null,
            request.RequestId
        );
        if (request is { ReceivedAt: { } received, Channel: not "desk" })
        {
            yield return new TimelineEntry(
                received,
                "message",
                "request.received",
                request.BureauCode,
                null,
                request.RequestId
            );
        }
    }

    private static IEnumerable<TimelineEntry> FileEntries(
        Guid id,
        string name,
        string partner,
        Exchange.FileState state,
        DateTimeOffset sentAt,
        DateTimeOffset? answeredAt
    )
    {
        yield return new TimelineEntry(sentAt, "file", "file.sent", partner, null, name, "/files/" + id);
        if (answeredAt is { } at)
        {
            var what = "file." + state.ToString().ToLowerInvariant();
            yield return new TimelineEntry(at, "file", what, partner, null, name, "/files/" + id);
        }
    }
}
