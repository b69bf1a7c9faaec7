using Hub.Catalogue;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Registries;

/// <summary>
/// Tells the processes of orders what their bureaus have answered. Few answers are told in the transaction that takes them; of
/// a large file they are taken in one transaction and told in several after it, each request exactly once.
/// </summary>
internal sealed class TellAnswers(HubStore store, ReferenceCatalogue catalogue)
{
    private const int BatchSize = 500;
    private static readonly RowShape Told = RowShape.Delete(
        "untold_answers",
        new Column("request_id", ColumnKind.Text)
    );
    private static readonly TimeSpan MessageKept = TimeSpan.FromDays(30);

    /// <summary>Tells everything that has been taken and not told; returns how many requests.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        if (!await store.ReadAsync(db => db.UntoldAnswers.AnyAsync(ct)))
        {
            return 0;
        }

        for (var told = 0; ; )
        {
            var batch = await store.WriteAsync(session => TellAsync(session, ct), ct);
            told += batch;
            if (batch < BatchSize)
            {
                return told;
            }
        }
    }

    /// <summary>Does the process want to know? Of a request that is answered in part the rest is still to come.</summary>
    public static bool IsWorthTelling(AskedRequest request) =>
        request.IsAnswered
            // The process of a desk waits at the clerk's task: whoever hands in the answers completes it with them.
            ? request.Channel != "desk"
            : request.Answers.Count == 0;

    /// <summary>Tells the process of one request.</summary>
    public static void Publish(AskedRequest request, ReferenceCatalogue catalogue, WriteSession session) =>
        session.Processes.Publish(
            "registry-answer",
            request.RequestId,
            CombinedAnswer.Of([.. request.Answers.Values.OrderBy(a => a.Line)], catalogue.FindReason),
            request.IsAnswered ? request.RequestId : $"{request.RequestId}:search",
            MessageKept
        );

    private async Task<int> TellAsync(WriteSession session, CancellationToken ct)
    {
        var ids = await FindAsync(session, ct);
        var asked = await AskedRequests.HoldAsync(ids, session, ct);
        foreach (var request in asked.Values)
        {
            Publish(request, catalogue, session);
        }

        var told = new RowBatch(Told);
        ids.ForEach(id => told.Add(id));
        session.Write([told]);
        return ids.Count;
    }

    /// <summary>A batch that no other node is telling.</summary>
    private static async Task<List<string>> FindAsync(WriteSession session, CancellationToken ct)
    {
        var ids = new List<string>();
        await using var command = session.CreateCommand(
            $"select request_id from untold_answers order by request_id limit {BatchSize}"
                + session.Dialect.SkipLocked
        );
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }
}
