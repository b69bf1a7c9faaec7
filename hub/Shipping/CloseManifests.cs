using Adapters.Exchange;
using Adapters.Post;
using Hub.Exchange;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Shipping;

/// <summary>Closes the manifests whose cut-off has come: their bytes are fixed and intended for the post in one transaction.</summary>
internal sealed class CloseManifests(
    HubStore store,
    OutgoingFiles files,
    DepositCalendar deposits,
    UnpostableLetters unpostable,
    IOptions<ShippingOptions> options
)
{
    /// <summary>Closes every due manifest, each in its own transaction; one that cannot be closed holds up no other.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var due = await store.ReadAsync(async db =>
        {
            var now = store.Now;
            return await db
                .Manifests.Where(m =>
                    m.State == ManifestState.Open
                    && m.ClosesAt <= now
                    && m.Lines.Any(l => l.State == LineState.Listed)
                )
                .OrderBy(m => m.BureauCode)
                .Select(m => new { m.Id, m.BureauCode })
                .ToListAsync(ct);
        });
        foreach (var manifest in due)
        {
            try
            {
                await store.WriteAsync(session => CloseAsync(manifest.Id, session, ct), ct);
            }
            catch (InvalidOperationException exception)
            {
                await store.WriteAsync(
                    session => TellAsync(manifest.BureauCode, exception.Message, session, ct),
                    ct
                );
            }
        }
    }

    /// <summary>
    /// Closes one manifest; one that is closed already is left alone, and one without letters waits for the next deposit. A
    /// letter that the post would refuse waits alone, in the bureau's next manifest.
    /// </summary>
    public async Task CloseAsync(Guid id, WriteSession session, CancellationToken ct)
    {
        await HoldAsync(id, session, ct);
        var manifest = await session.Db.Manifests.FirstAsync(m => m.Id == id, ct);
        if (manifest.State != ManifestState.Open)
        {
            return;
        }

        var letters = await session
            .Db.Shipments.Where(s =>
                session.Db.ManifestLines.Any(l =>
                    l.ManifestId == id && l.ShipmentId == s.Id && l.State == LineState.Listed
                )
            )
            .ToListAsync(ct);
        var waiting = await unpostable.TellAsync(manifest.BureauCode, letters, session, ct);
        var going = letters.Except(waiting).ToList();
        if (going.Count == 0)
        {
            (manifest.DepositDate, manifest.ClosesAt) = deposits.For(session.Now);
            return;
        }

        if (deposits.DayOf(session.Now) > manifest.DepositDate)
        {
            // Nobody closed it in time: no bag of a past day can be announced.
            manifest.DepositDate = deposits.For(session.Now).Date;
        }

        await SendAsync(manifest, going, session, ct);
        if (waiting.Count > 0)
        {
            await MoveOnAsync(manifest, waiting, session, ct);
        }
    }

    private async Task SendAsync(
        ShippingManifest manifest,
        List<Shipment> letters,
        WriteSession session,
        CancellationToken ct
    )
    {
        var orders = letters.Select(s => s.OrderId).ToList();
        var copies = await session
            .Db.DocumentIssues.Where(i => orders.Contains(i.OrderId) && i.VoidedAt == null)
            .GroupBy(i => i.OrderId)
            .ToDictionaryAsync(g => g.Key, g => g.Sum(i => i.Copies), ct);
        var outgoing = await files.ComposeAsync(
            ExchangeOptions.Post,
            manifest.BureauCode,
            FileKind.MAN,
            "out",
            name => Compose(name, manifest, letters, copies, session.Now),
            session,
            ct
        );
        manifest.State = ManifestState.Closed;
        manifest.ClosedAt = session.Now;
        manifest.FileName = outgoing.Required.Name;
    }

    /// <summary>
    /// The lines of letters that wait go into the bureau's next manifest as they are: each letter stays in exactly one.
    /// </summary>
    private async Task MoveOnAsync(
        ShippingManifest from,
        List<Shipment> letters,
        WriteSession session,
        CancellationToken ct
    )
    {
        // A bureau has one open manifest: this one must be written as closed before the next is.
        await session.SaveBusinessRowsAsync(ct);
        var next = ShippingManifest.Open(from.BureauCode, deposits, session);
        await session.SaveBusinessRowsAsync(ct);
        var ids = letters.ConvertAll(s => s.Id);
        await session
            .Db.ManifestLines.Where(l =>
                l.ManifestId == from.Id && l.State == LineState.Listed && ids.Contains(l.ShipmentId)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.ManifestId, next.Id), ct);
    }

    private static async Task TellAsync(
        string bureauCode,
        string why,
        WriteSession session,
        CancellationToken ct
    )
    {
        const string code = "manifest_not_closed";
        if (
            !await session.Db.Incidents.AnyAsync(
                i => i.Code == code && i.Partner == bureauCode && i.ResolvedAt == null,
                ct
            )
        )
        {
            Incident.Open(session, code, why, bureauCode);
        }
    }

    private static async Task HoldAsync(Guid id, WriteSession session, CancellationToken ct)
    {
        await using var command = session.CreateCommand(
            "select id from manifests where id = @id" + session.Dialect.ForUpdate
        );
        WriteSession.AddParameter(command, "id", id);
        await command.ExecuteScalarAsync(ct);
    }

    private ComposedFile.Done Compose(
        ExchangeFileName name,
        ShippingManifest manifest,
        List<Shipment> shipments,
        Dictionary<Guid, int> copies,
        DateTimeOffset now
    ) =>
        ManifestFile.Compose(
            new Manifest(
                options.Value.Sender,
                manifest.BureauCode,
                Path.GetFileNameWithoutExtension(name.ToString()),
                name.Sequence,
                now,
                manifest.DepositDate,
                options.Value.DepositOfficeOf(manifest.BureauCode),
                shipments.Sum(s => s.PostageCentimes),
                [.. shipments.Select(s => ToItem(s, copies.GetValueOrDefault(s.OrderId, 1)))]
            )
        );

    private ManifestItem ToItem(Shipment shipment, int copies)
    {
        if (unpostable.Read(shipment) is not LetterReading.Postable { Item: var item, Address: var address })
        {
            throw new InvalidOperationException($"'{shipment.Ref}' is written down although it has to wait.");
        }

        return new ManifestItem(
            item,
            shipment.Ref,
            options.Value.EnvelopeGrams + (copies * options.Value.CopyGrams),
            AdviceOfReceipt: false,
            address,
            shipment.Phone
        );
    }
}
