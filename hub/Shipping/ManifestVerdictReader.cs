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
        var problems = new List<RowProblem>(reading.Problems);
        foreach (var verdict in reading.Rows)
        {
            var manifest = await session
                .Db.Manifests.Include(m => m.Lines)
                .FirstOrDefaultAsync(m => m.FileName == verdict.File, ct);
            if (manifest is null)
            {
                problems.Add(
                    new RowProblem(0, "file", "manifest_unknown", $"We sent no manifest '{verdict.File}'.")
                );
            }
            else if (manifest.State == ManifestState.Closed)
            {
                await ApplyAsync(manifest, verdict, session, ct);
            }
        }

        return new FileVerdict(reading.IsReadable, reading.Records, [], problems);
    }

    private async Task ApplyAsync(
        ShippingManifest manifest,
        ManifestVerdict verdict,
        WriteSession session,
        CancellationToken ct
    )
    {
        manifest.AnsweredAt = session.Now;
        manifest.State = verdict.Accepted ? ManifestState.Accepted : ManifestState.Refused;
        manifest.RefusalCode = verdict.Accepted ? null : verdict.Code ?? "refused";
        var sent = await session.Db.ExchangeFiles.FirstOrDefaultAsync(
            f => f.Direction == FileDirection.Out && f.Name == verdict.File,
            ct
        );
        if (sent is not null)
        {
            sent.State = verdict.Accepted ? FileState.Acknowledged : FileState.Refused;
            sent.AnsweredAt = session.Now;
            sent.NextResendAt = null;
        }

        if (!verdict.Accepted)
        {
            await TakeBackAsync(manifest, verdict, session, ct);
        }
    }

    /// <summary>A refused manifest never happened: its letters go into the next one.</summary>
    private async Task TakeBackAsync(
        ShippingManifest manifest,
        ManifestVerdict verdict,
        WriteSession session,
        CancellationToken ct
    )
    {
        foreach (var line in manifest.Lines)
        {
            line.State = LineState.Refused;
            line.Reason = "manifest_refused";
        }

        await session.SaveBusinessRowsAsync(ct);
        foreach (var line in manifest.Lines)
        {
            await manifests.AddAsync(manifest.BureauCode, line.Item, line.ShipmentId, session, ct);
        }

        session.Db.Incidents.Add(
            new Incident
            {
                Id = session.NewId(),
                Code = "manifest_refused",
                Message = $"'{verdict.File}': {verdict.Code}: {verdict.Message}",
                Partner = ExchangeOptions.Post,
                OpenedAt = session.Now,
            }
        );
    }
}
