using Adapters.Exchange;
using Adapters.Post;
using Hub.Exchange;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Shipping;

/// <summary>The post's <c>MAC</c> file: manifests accepted or refused as files.</summary>
internal sealed class ManifestVerdictReader(OpenManifests manifests) : IFileReader
{
    public FileKind Kind => FileKind.MAC;

    public async Task<FileVerdict> ApplyAsync(IncomingFile file, WriteSession session, CancellationToken ct)
    {
        var reading = PostFile.ReadVerdicts(file.Content);
        if (file.FindFault(reading) is { } fault)
        {
            return fault;
        }

        var rows = new List<ReceiptRow>();
        for (var i = 0; i < reading.Rows.Count; i++)
        {
            var (verdict, line) = (reading.Rows[i], reading.Lines[i]);
            var problem = await JudgeAsync(verdict, line, session, ct);
            rows.Add(new ReceiptRow(line, verdict.File, problem));
        }

        return FileVerdict.Applied(
            reading.Records,
            [.. rows, .. reading.Problems.Select(problem => new ReceiptRow(problem.Line, "", problem))]
        );
    }

    /// <summary>Applies one verdict; why it is refused, or null.</summary>
    private async Task<RowProblem?> JudgeAsync(
        ManifestVerdict verdict,
        int line,
        WriteSession session,
        CancellationToken ct
    )
    {
        var manifest = await session
            .Db.Manifests.Include(m => m.Lines)
            .FirstOrDefaultAsync(m => m.FileName == verdict.File, ct);
        var sent = await session.Db.ExchangeFiles.FirstOrDefaultAsync(
            f =>
                f.Partner == ExchangeOptions.Post
                && f.Direction == FileDirection.Out
                && f.Name == verdict.File,
            ct
        );
        if (manifest is null || sent is null)
        {
            return new RowProblem(line, "file", "manifest_unknown", "We sent no manifest of that name.");
        }

        if (verdict.Sha256 != sent.Sha256)
        {
            return new RowProblem(
                line,
                "sha256",
                "manifest_hash_differs",
                "These are not the bytes we sent."
            );
        }

        var state = verdict.Accepted ? ManifestState.Accepted : ManifestState.Refused;
        if (manifest.State != ManifestState.Closed)
        {
            return manifest.State == state
                ? null
                : new RowProblem(line, "status", "verdict_conflicts", "It has another answer already.");
        }

        manifest.AnsweredAt = session.Now;
        manifest.State = state;
        manifest.RefusalCode = verdict.Accepted ? null : verdict.Code ?? "refused";
        sent.State = verdict.Accepted ? FileState.Acknowledged : FileState.Refused;
        sent.AnsweredAt = session.Now;
        sent.NextResendAt = null;
        if (!verdict.Accepted)
        {
            await TakeBackAsync(manifest, verdict, session, ct);
        }

        return null;
    }

    /// <summary>A refused manifest never happened: its letters go into the next one.</summary>
    private async Task TakeBackAsync(
        ShippingManifest manifest,
        ManifestVerdict verdict,
        WriteSession session,
        CancellationToken ct
    )
    {
        var letters = manifest.Lines.Where(l => l.State == LineState.Listed).ToList();
        foreach (var line in letters)
        {
            line.State = LineState.Refused;
            line.Reason = "manifest_refused";
        }

        // The index allows an item one line that counts: the old ones must be written first.
        await session.SaveBusinessRowsAsync(ct);
        foreach (var line in letters)
        {
            await manifests.AddAsync(manifest.BureauCode, line.Item, line.ShipmentId, session, ct);
        }

        Incident.Open(
            session,
            "manifest_refused",
            $"'{verdict.File}': {verdict.Code}: {verdict.Message}",
            ExchangeOptions.Post
        );
    }
}
