using System.Globalization;
using System.Text;
using Adapters.Exchange;
using Adapters.Registries;
using Hub.Registries;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Extensions;

namespace Hub.Desk;

/// <summary>
/// The day's list of a bureau with paper registers: an <c>ANS</c> file whose answers are still empty, beside what was asked
/// for. It is filled in a spreadsheet and handed in again (<see cref="ReceiveAnswerSheet"/>).
/// </summary>
internal sealed class DayList(HubStore store, ListTasks tasks)
{
    private static readonly DateTimeZone Casablanca = DateTimeZoneProviders.Tzdb["Africa/Casablanca"];

    private static readonly IReadOnlyList<string> Columns =
    [
        "record",
        "request_id",
        "line",
        "document",
        "language",
        "copies",
        "register_part",
        "act_year",
        "calendar",
        "act_number",
        "act_suffix",
        "last_name_ar",
        "first_name_ar",
        "last_name_lat",
        "first_name_lat",
        "due_on",
        .. AnswerFile.Columns.Skip(3),
    ];

    /// <summary>The bytes of the list, in the order of the shelves. For a spreadsheet: with a byte order mark.</summary>
    public async Task<DayListFile> RunAsync(DeskPerson who, CancellationToken ct)
    {
        using var file = new RecordFileWriter(Columns);
        var queue = ShelfOrder.Sort(await tasks.QueueAsync(who, ct));
        var answered = await AnsweredAsync(queue, ct);
        foreach (var task in queue)
        {
            var asked = ExtractRequests.Of(task.Order!, task.Request!, possibleDuplicate: false);
            foreach (var line in asked.Lines.Where(l => !answered.Contains((asked.RequestId, l.Line))))
            {
                file.AddRow(ToRow(asked, line));
            }
        }

        return file.Finish() is ComposedFile.Done done
            ? new DayListFile(Name(who), [.. Encoding.UTF8.Preamble, .. done.Bytes])
            : throw new InvalidOperationException("UTF-8 can hold every text.");
    }

    /// <summary>The lines that have their final answer: nobody is asked for them again.</summary>
    private async Task<HashSet<(string RequestId, int Line)>> AnsweredAsync(
        IReadOnlyList<DeskTask> queue,
        CancellationToken ct
    )
    {
        var ids = queue.Select(task => task.Request!.RequestId).ToList();
        var answers = await store.ReadAsync(db =>
            db.BureauAnswers.Where(a => ids.Contains(a.RequestId))
                .Select(a => new { a.RequestId, a.Line })
                .ToListAsync(ct)
        );
        return [.. answers.Select(a => (a.RequestId, a.Line))];
    }

    private string Name(DeskPerson who)
    {
        var day = store.Now.ToInstant().InZone(Casablanca).Date;
        return $"LIST_{who.Bureau ?? who.Name}_{day.ToString("uuuuMMdd", CultureInfo.InvariantCulture)}.csv";
    }

    private static Dictionary<string, string> ToRow(ExtractRequest request, ExtractLine line) =>
        new(StringComparer.Ordinal)
        {
            ["request_id"] = request.RequestId,
            ["line"] = line.Line.ToString(CultureInfo.InvariantCulture),
            ["document"] = line.Document,
            ["language"] = line.Language,
            ["copies"] = line.Copies.ToString(CultureInfo.InvariantCulture),
            ["register_part"] = Harmless(request.Act.RegisterPart),
            ["act_year"] = request.Act.Year.ToString(CultureInfo.InvariantCulture),
            ["calendar"] = request.Act.Calendar,
            ["act_number"] = Harmless(request.Act.Number),
            ["act_suffix"] = Harmless(request.Act.Suffix),
            ["last_name_ar"] = Harmless(request.Subject.LastNameAr),
            ["first_name_ar"] = Harmless(request.Subject.FirstNameAr),
            ["last_name_lat"] = Harmless(request.Subject.LastNameLat),
            ["first_name_lat"] = Harmless(request.Subject.FirstNameLat),
            ["due_on"] = request.DueOn,
        };

    // A spreadsheet opens this: what a citizen typed must not become a formula.
    private static string Harmless(string? text) =>
        text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text ?? "";
}

/// <summary>The list as a file; no personal data in its name.</summary>
internal sealed record DayListFile(string Name, byte[] Content);
