using Adapters.Exchange;
using Hub.Audit;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Exchange;

/// <summary>
/// Decides one incoming file, as a whole, in one transaction: processed, heard before, held for the files before it, or
/// quarantined; and answers it by exactly one <c>ACK</c> or <c>ERR</c> (protocols.md §3b).
/// </summary>
internal sealed class DecideFile(
    IEnumerable<IFileReader> readers,
    OutgoingFiles outgoing,
    PartnerAreas areas,
    IOptions<ExchangeOptions> options
)
{
    private readonly Dictionary<FileKind, IFileReader> readers = readers.ToDictionary(r => r.Kind);

    /// <summary>The decision; <paramref name="content"/> is null when the file is too large to be read.</summary>
    public async Task<FileDecision> RunAsync(
        string partner,
        Drop drop,
        byte[]? content,
        WriteSession session,
        CancellationToken ct
    )
    {
        var name = ExchangeFileName.Parse(drop.Name);
        if (content is null)
        {
            return await RefuseAsync(
                partner,
                drop,
                name,
                [],
                Problem("file_too_large", "The file is larger than agreed."),
                session,
                ct
            );
        }

        var seal = FileSeal.Of(content, drop.Seal?.Records ?? 0);
        var before = await session
            .Db.ExchangeFiles.Where(f =>
                f.Partner == partner && f.Direction == FileDirection.In && f.Name == drop.Name
            )
            .ToListAsync(ct);
        if (before.Find(f => f.Sha256 == seal.Sha256 && f.State != FileState.Held) is { } same)
        {
            return await RepeatAsync(partner, same, content, session, ct);
        }

        if (Judge(partner, drop, name, content, before) is { } problem)
        {
            return await RefuseAsync(partner, drop, name, content, problem, session, ct);
        }

        var held = before.Find(f => f.State == FileState.Held);
        return await InOrderAsync(partner, name!, held, content, seal, session, ct)
            ? await ApplyAsync(partner, name!, held, content, seal, session, ct)
            : FileDecision.Wait;
    }

    private static RowProblem Problem(string code, string message) => new(1, null, code, message);

    private static bool GetsReceipt(FileKind kind) => kind is FileKind.ANS;

    private RowProblem? Judge(
        string partner,
        Drop drop,
        ExchangeFileName? name,
        byte[] content,
        List<ExchangeFile> before
    )
    {
        if (name is null)
        {
            return Problem("file_name_unknown", "The name is not KIND_BUREAU_YYYYMMDD_SEQ_E.csv.");
        }

        if (drop.Seal is { } given && !given.Fits(content))
        {
            return Problem(
                "checksum_wrong",
                "The content is not what the .ok file says: it was truncated or changed."
            );
        }

        if (name.IsTest != (options.Value.Environment == "T"))
        {
            return Problem("wrong_environment", "A test file in production, or the reverse.");
        }

        if (!readers.ContainsKey(name.Kind) || IsForPost(partner) != IsPostKind(name.Kind))
        {
            return Problem("file_kind_unexpected", $"A {name.Kind} file is not expected from this partner.");
        }

        if (!IsForPost(partner) && name.Bureau != partner)
        {
            return Problem("file_of_other_bureau", "The name carries another bureau's code.");
        }

        // A file that never counted (wrong checksum, wrong name) leaves its name free for the right one.
        return before.Exists(f => f.State != FileState.Held && f.Sequence > 0)
            ? Problem("file_name_reused", "A file of this name with other content was received before.")
            : null;
    }

    private static bool IsForPost(string partner) => partner == ExchangeOptions.Post;

    private static bool IsPostKind(FileKind kind) =>
        kind is FileKind.MAC or FileKind.MRS or FileKind.EVT or FileKind.RET or FileKind.INV;

    /// <summary>The same file again: answered again, applied never. One whose moving we did not finish is simply moved.</summary>
    private static async Task<FileDecision> RepeatAsync(
        string partner,
        ExchangeFile same,
        byte[] content,
        WriteSession session,
        CancellationToken ct
    )
    {
        var folder = same.State == FileState.Processed ? "archive" : "quarantine";
        if (same.MovedAt is not null)
        {
            ReceivedPayload.Keep(
                session,
                new Arrival("file", partner, same.Name, content),
                PayloadOutcome.Duplicate,
                "file_duplicate"
            );
            same.MovedAt = null;
            var receipt = await session.Db.ExchangeFiles.FirstOrDefaultAsync(
                f => f.Partner == partner && f.Direction == FileDirection.Out && f.Name == same.ReceiptName,
                ct
            );
            if (receipt is not null)
            {
                receipt.Resends++;
                OutgoingFiles.Send(receipt, "ack", session);
            }
        }

        return new FileDecision(folder, same.Id);
    }

    /// <summary>Is this the next of its sequence? A gap holds it, and raises an alarm once.</summary>
    private async Task<bool> InOrderAsync(
        string partner,
        ExchangeFileName name,
        ExchangeFile? held,
        byte[] content,
        FileSeal seal,
        WriteSession session,
        CancellationToken ct
    )
    {
        var counter = CounterOf(partner, name);
        var last =
            await session
                .Db.Counters.Where(c => c.Name == counter)
                .Select(c => (long?)c.Value)
                .FirstOrDefaultAsync(ct)
            ?? 0;
        if (name.Sequence <= last + 1 || options.Value.OnGap == "continue")
        {
            return true;
        }

        if (held is null)
        {
            session.Db.ExchangeFiles.Add(ToRow(partner, name, content, seal, FileState.Held, session));
            OpenIncident(
                session,
                partner,
                "sequence_gap",
                $"'{name}' came, but number {last + 1} of its kind is missing; it waits."
            );
        }

        return false;
    }

    private async Task<FileDecision> ApplyAsync(
        string partner,
        ExchangeFileName name,
        ExchangeFile? held,
        byte[] content,
        FileSeal seal,
        WriteSession session,
        CancellationToken ct
    )
    {
        var profile = new CsvProfile(areas.ProfileOf(partner).Charset);
        var verdict = await readers[name.Kind]
            .ApplyAsync(new IncomingFile(partner, name, content, profile, seal), session, ct);
        var row = held ?? ToRow(partner, name, content, seal, FileState.Processed, session);
        if (held is null)
        {
            session.Db.ExchangeFiles.Add(row);
        }

        await AdvanceAsync(partner, name, session, ct);
        row.State = verdict.IsReadable ? FileState.Processed : FileState.Quarantined;
        row.Records = verdict.Records;
        row.Problems = [.. verdict.Problems];
        row.AnsweredAt = session.Now;
        var outcome = verdict.IsReadable ? PayloadOutcome.Processed : PayloadOutcome.Quarantined;
        var problem = verdict.Problems.Count > 0 ? verdict.Problems[0] : null;
        ReceivedPayload.Keep(
            session,
            new Arrival("file", partner, row.Name, content),
            outcome,
            problem?.Code,
            problem?.Message
        );
        if (problem is not null)
        {
            OpenIncident(
                session,
                partner,
                verdict.IsReadable ? "rows_refused" : "file_unreadable",
                $"'{name}' line {problem.Line}: {problem.Code}"
            );
        }

        if (GetsReceipt(name.Kind))
        {
            await AnswerAsync(
                row,
                seal with
                {
                    Records = verdict.Records,
                },
                verdict,
                name.Bureau,
                session,
                ct
            );
        }

        return new FileDecision(verdict.IsReadable ? "archive" : "quarantine", row.Id);
    }

    private async Task<FileDecision> RefuseAsync(
        string partner,
        Drop drop,
        ExchangeFileName? name,
        byte[] content,
        RowProblem problem,
        WriteSession session,
        CancellationToken ct
    )
    {
        var seal = FileSeal.Of(content, 0);
        var row = new ExchangeFile
        {
            Id = session.NewId(),
            Partner = partner,
            Direction = FileDirection.In,
            Kind = name?.Kind ?? FileKind.ERR,
            Name = drop.Name,
            Sequence = 0,
            Sha256 = seal.Sha256,
            Content = content,
            State = FileState.Quarantined,
            Problems = [problem],
            CreatedAt = session.Now,
            AnsweredAt = session.Now,
        };
        session.Db.ExchangeFiles.Add(row);
        ReceivedPayload.Keep(
            session,
            new Arrival("file", partner, drop.Name, content),
            PayloadOutcome.Quarantined,
            problem.Code,
            problem.Message
        );
        OpenIncident(
            session,
            partner,
            "file_quarantined",
            $"'{drop.Name}': {problem.Code}: {problem.Message}"
        );
        if (!IsForPost(partner))
        {
            await AnswerAsync(row, seal, new FileVerdict(false, 0, [], [problem]), partner, session, ct);
        }

        return new FileDecision("quarantine", row.Id);
    }

    private async Task AnswerAsync(
        ExchangeFile row,
        FileSeal seal,
        FileVerdict verdict,
        string bureau,
        WriteSession session,
        CancellationToken ct
    )
    {
        var kind = verdict.IsReadable ? FileKind.ACK : FileKind.ERR;
        var receipt = await outgoing.ComposeAsync(
            row.Partner,
            bureau,
            kind,
            "ack",
            _ =>
                verdict.IsReadable
                    ? Receipts.Acknowledge(row.Name, seal, verdict.Rows)
                    : Receipts.Refuse(row.Name, seal.Sha256, verdict.Problems),
            session,
            ct
        );
        row.ReceiptName = receipt?.Name;
    }

    private static async Task AdvanceAsync(
        string partner,
        ExchangeFileName name,
        WriteSession session,
        CancellationToken ct
    )
    {
        var counter = CounterOf(partner, name);
        var row = await session.Db.Counters.FirstOrDefaultAsync(c => c.Name == counter, ct);
        if (row is null)
        {
            session.Db.Counters.Add(new Counter { Name = counter, Value = name.Sequence });
        }
        else
        {
            row.Value = Math.Max(row.Value, name.Sequence);
        }
    }

    private static string CounterOf(string partner, ExchangeFileName name) =>
        $"received:{partner}:{name.Bureau}:{name.Kind}";

    private static ExchangeFile ToRow(
        string partner,
        ExchangeFileName name,
        byte[] content,
        FileSeal seal,
        FileState state,
        WriteSession session
    ) =>
        new()
        {
            Id = session.NewId(),
            Partner = partner,
            Direction = FileDirection.In,
            Kind = name.Kind,
            Name = name.ToString(),
            Sequence = name.Sequence,
            Sha256 = seal.Sha256,
            Content = content,
            State = state,
            CreatedAt = session.Now,
        };

    private static void OpenIncident(WriteSession session, string partner, string code, string message) =>
        session.Db.Incidents.Add(
            new Incident
            {
                Id = session.NewId(),
                Code = code,
                Message = message,
                Partner = partner,
                OpenedAt = session.Now,
            }
        );
}

/// <summary>What to do with the file in the partner's folder: move it, or (null) leave it where it is.</summary>
internal sealed record FileDecision(string? MoveTo, Guid? FileId)
{
    /// <summary>It waits for the files before it.</summary>
    public static readonly FileDecision Wait = new(null, null);
}
