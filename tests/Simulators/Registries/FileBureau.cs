using System.Globalization;
using Simulators.Files;
using Simulators.Scenario;

namespace Simulators.Registries;

/// <summary>One bureau and its tree: reads <c>out/</c> and <c>ack/</c>, writes <c>in/</c>.</summary>
internal sealed class FileBureau(
    string code,
    PartnerFolder folder,
    BureauRegister register,
    BureauHabits habits,
    Agenda agenda,
    PartnerClock clock,
    Journal journal,
    Draw draw
)
{
    private readonly Dictionary<string, TakenFile> taken = new(StringComparer.Ordinal);
    private readonly SortedDictionary<DateTimeOffset, List<AskedRequest>> due = [];
    private readonly Dictionary<string, int> sequences = new(StringComparer.Ordinal);

    /// <summary>Takes what the hub has left; returns how many files.</summary>
    public int Scan()
    {
        var count = 0;
        foreach (var file in folder.Ready("out"))
        {
            if (PartnerFileName.Parse(file.Name) is { Kind: "REQ" })
            {
                Take(file);
                count++;
            }
        }

        foreach (var receipt in folder.Ready("ack"))
        {
            journal.Note(
                clock.GetUtcNow(),
                "receipt",
                $"{receipt.Name}:{receipt.Sha256}",
                repeated: folder.Has("archive", receipt.Name),
                new { bureau = code }
            );
            folder.Move("ack", receipt.Name, "archive");
        }

        return count;
    }

    private void Take(ReadyFile file)
    {
        var repeated = taken.TryGetValue(file.Name, out var before) && before.Sha256 == file.Sha256;
        journal.Note(
            clock.GetUtcNow(),
            "request-file",
            $"{file.Name}:{file.Sha256}",
            repeated,
            new { bureau = code }
        );
        if (repeated)
        {
            folder.Move("out", file.Name, "archive");
            Acknowledge(file, before!.Rows);
            return;
        }

        if (RequestRows.Read(file.Content) is not { } rows)
        {
            folder.Move("out", file.Name, "quarantine");
            Refuse(file);
            return;
        }

        taken[file.Name] = new TakenFile(file.Sha256, rows);
        foreach (var request in RequestRows.Requests(rows, code).Where(register.Take))
        {
            Plan(request);
        }

        folder.Move("out", file.Name, "archive");
        Acknowledge(file, rows);
    }

    private void Plan(AskedRequest request)
    {
        var now = clock.GetUtcNow();
        if (register.IsSearchedFor(request))
        {
            var soon = FileBureaus.DropAt(register.Hours, register.Hours.NextOpen(now));
            agenda.Add(
                soon,
                FileBureaus.Name,
                "searches " + request.RequestId,
                _ => DropAsync(BureauRegister.Searching(request))
            );
        }

        var at = FileBureaus.DropAt(register.Hours, register.AnswerAt(request, now));
        if (!due.TryGetValue(at, out var requests))
        {
            due[at] = requests = [];
            agenda.Add(at, FileBureaus.Name, "answers of " + code, _ => AnswerAsync(at));
        }

        requests.Add(request);
    }

    private Task AnswerAsync(DateTimeOffset at)
    {
        due.Remove(at, out var requests);
        var answers = requests!.SelectMany(register.Decide).ToList();
        var key = $"{code}:{at:O}";
        if (!draw.Happens(habits.LateDrops, "late:" + key))
        {
            return DropAsync(answers);
        }

        var later = FileBureaus.DropAt(register.Hours, register.Hours.Add(at, TimeSpan.FromHours(8)));
        agenda.Add(later, FileBureaus.Name, "late answers of " + code, _ => DropAsync(answers));
        return Task.CompletedTask;
    }

    private Task DropAsync(IReadOnlyList<GivenAnswer> answers)
    {
        var name = NextName("ANS");
        var rows = answers.Select(AnswerRows.ToRow).ToList();
        if (draw.Happens(habits.BadRows, "bad-row:" + name))
        {
            rows.Insert(rows.Count / 2, AnswerRows.Garbage);
        }

        var content = RecordText.Of(AnswerRows.Columns, null, rows);
        folder.Put("in", name, content, rows.Count);
        journal.Note(
            clock.GetUtcNow(),
            "answer-file",
            name,
            repeated: false,
            new { bureau = code, rows = rows.Count }
        );
        if (draw.Happens(habits.DroppedTwice, "twice:" + name))
        {
            agenda.Add(
                clock.GetUtcNow().AddHours(5),
                FileBureaus.Name,
                "the same answers once more of " + code,
                _ =>
                {
                    folder.Put("in", name, content, rows.Count);
                    return Task.CompletedTask;
                }
            );
        }

        return Task.CompletedTask;
    }

    private void Acknowledge(ReadyFile file, IReadOnlyList<RequestRow> rows)
    {
        var receipt = rows.Select(row => new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["file"] = file.Name,
            ["line"] = row.FileLine.ToString(CultureInfo.InvariantCulture),
            ["request_id"] = row.RequestId,
            ["status"] = "ok",
        });
        var head = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["file"] = file.Name,
            ["sha256"] = file.Sha256,
            ["records"] = file.Records.ToString(CultureInfo.InvariantCulture),
        };
        Put("ACK", RecordText.Of(RecordText.AckColumns, head, [.. receipt]), rows.Count);
    }

    private void Refuse(ReadyFile file)
    {
        var head = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["file"] = file.Name,
            ["sha256"] = file.Sha256,
        };
        var row = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["line"] = "1",
            ["code"] = "file_unreadable",
            ["message"] = "The file is not a REQ file for this bureau.",
        };
        Put("ERR", RecordText.Of(RecordText.ErrColumns, head, [row]), 1);
    }

    private void Put(string kind, byte[] content, int records) =>
        folder.Put("in", NextName(kind), content, records);

    private string NextName(string kind)
    {
        var last = sequences.TryGetValue(kind, out var known) ? known : folder.LastSequence(kind, code);
        sequences[kind] = ++last;
        var today = register.Hours.DayOf(clock.GetUtcNow()).ToDateOnly();
        return new PartnerFileName(kind, code, today, last, IsTest: true).ToString();
    }

    private sealed record TakenFile(string Sha256, IReadOnlyList<RequestRow> Rows);
}
