using System.Data.Common;
using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Registries;

/// <summary>
/// Reads and writes the requests that answers are about, set by set: a file may answer a hundred thousand of them in one
/// transaction.
/// </summary>
internal static class AskedRequests
{
    private static readonly RowShape NewAnswers = RowShape.Insert(
        "bureau_answers",
        null,
        new Column("request_id", ColumnKind.Text),
        new Column("line", ColumnKind.Int),
        new Column("outcome", ColumnKind.Text),
        new Column("reason", ColumnKind.Text),
        new Column("issued_copies", ColumnKind.Int),
        new Column("issued_on", ColumnKind.Text),
        new Column("officer", ColumnKind.Text),
        new Column("bureau_code_held", ColumnKind.Text),
        new Column("registered_item", ColumnKind.Text),
        new Column("note", ColumnKind.Text),
        new Column("received_at", ColumnKind.Time)
    );

    private static readonly RowShape Heard = RowShape.Update(
        "bureau_requests",
        1,
        new Column("request_id", ColumnKind.Text),
        new Column("state", ColumnKind.Int),
        new Column("received_at", ColumnKind.Time),
        new Column("answered_at", ColumnKind.Time),
        new Column("searching_since", ColumnKind.Time),
        new Column("problem", ColumnKind.Text)
    );

    // A bureau that was searching may answer before the process has heard of the search: one message tells both.
    private static readonly RowShape NewsToTell = RowShape.Insert(
        "untold_answers",
        "on conflict (request_id) do nothing",
        new Column("request_id", ColumnKind.Text),
        new Column("since", ColumnKind.Time)
    );

    /// <summary>
    /// The requests of these ids that there are, with their orders' lines and their answers. Their rows, and their orders', are
    /// held until the commit: two messages about one request are heard one after the other.
    /// </summary>
    public static async Task<Dictionary<string, AskedRequest>> HoldAsync(
        IReadOnlyCollection<string> ids,
        WriteSession session,
        CancellationToken ct
    )
    {
        var asked = new Dictionary<string, AskedRequest>(StringComparer.Ordinal);
        if (ids.Count == 0)
        {
            return asked;
        }

        // What this transaction has changed before must be seen.
        await session.SaveBusinessRowsAsync(ct);
        var questions = new Questions(session);
        questions.AddList("ids", ids);
        var those = session.Dialect.InList("r.request_id", "ids");
        questions.Ask(
            "select r.request_id, r.order_id, r.bureau_code, r.channel, r.state, r.received_at, r.answered_at, "
                + "r.searching_since, r.problem, o.state, o.act_number "
                + $"from bureau_requests r join orders o on o.id = r.order_id where {those} order by r.request_id"
                + session.Dialect.ForUpdate,
            row =>
            {
                var request = ToRequest(row);
                asked.Add(request.RequestId, request);
            }
        );
        questions.Ask(
            "select r.request_id, l.number, l.copies from bureau_requests r "
                + $"join order_lines l on l.order_id = r.order_id where {those}",
            row => asked[row.GetString(0)].Lines.Add(row.GetInt32(1), row.GetInt32(2))
        );
        questions.Ask(
            "select a.request_id, a.line, a.outcome, a.reason, a.issued_copies, a.issued_on, a.officer, a.bureau_code_held, "
                + "a.registered_item, a.note, a.received_at from bureau_answers a where "
                + session.Dialect.InList("a.request_id", "ids"),
            row =>
            {
                var answer = ToAnswer(row);
                asked[answer.RequestId].Answers.Add(answer.Line, answer);
            }
        );
        await questions.RunAsync(session.TakeRows(), ct);
        return asked;
    }

    /// <summary>
    /// Writes what was heard, with whatever is asked of the store next. Contexts that read one of the requests before read it
    /// again.
    /// </summary>
    /// <param name="requests">Those with news.</param>
    /// <param name="answers">Their new answers.</param>
    /// <param name="untold">The requests whose process is told later.</param>
    /// <param name="session">The transaction.</param>
    public static void Write(
        IReadOnlyCollection<AskedRequest> requests,
        IEnumerable<BureauAnswer> answers,
        IEnumerable<AskedRequest> untold,
        WriteSession session
    )
    {
        var inserts = new RowBatch(NewAnswers);
        foreach (var a in answers)
        {
            inserts.Add(
                a.RequestId,
                a.Line,
                a.Outcome,
                a.Reason,
                a.IssuedCopies,
                a.IssuedOn,
                a.Officer,
                a.BureauCodeHeld,
                a.RegisteredItem,
                a.Note,
                a.ReceivedAt
            );
        }

        var updates = new RowBatch(Heard);
        foreach (var r in requests)
        {
            updates.Add(r.RequestId, (int)r.State, r.ReceivedAt, r.AnsweredAt, r.SearchingSince, r.Problem);
        }

        var news = new RowBatch(NewsToTell);
        foreach (var r in untold)
        {
            news.Add(r.RequestId, session.Now);
        }

        session.Write([inserts, updates, news]);
        var changed = requests.Select(r => r.RequestId).ToHashSet(StringComparer.Ordinal);
        foreach (
            var entry in session
                .Db.ChangeTracker.Entries<BureauRequest>()
                .Where(entry => changed.Contains(entry.Entity.RequestId))
                .ToList()
        )
        {
            entry.State = EntityState.Detached;
        }
    }

    private static AskedRequest ToRequest(DbDataReader row) =>
        new()
        {
            RequestId = row.GetString(0),
            OrderId = row.GetGuid(1),
            BureauCode = row.GetString(2),
            Channel = row.GetString(3),
            State = (RequestState)row.GetInt32(4),
            ReceivedAt = Time(row, 5),
            AnsweredAt = Time(row, 6),
            SearchingSince = Time(row, 7),
            Problem = Text(row, 8),
            OrderState = (OrderState)row.GetInt32(9),
            ActNumber = row.GetString(10),
        };

    private static BureauAnswer ToAnswer(DbDataReader row) =>
        new()
        {
            RequestId = row.GetString(0),
            Line = row.GetInt32(1),
            Outcome = row.GetString(2),
            Reason = Text(row, 3),
            IssuedCopies = row.GetInt32(4),
            IssuedOn = Text(row, 5),
            Officer = Text(row, 6),
            BureauCodeHeld = Text(row, 7),
            RegisteredItem = Text(row, 8),
            Note = Text(row, 9),
            ReceivedAt = row.GetUtc(10),
        };

    private static string? Text(DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static DateTimeOffset? Time(DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetUtc(at);
}
