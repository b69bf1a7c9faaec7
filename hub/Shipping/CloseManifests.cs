using Adapters.Exchange;
using Adapters.Post;
using Hub.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Shipping;

/// <summary>Closes the manifests whose cut-off has come: their bytes are fixed and intended for the post in one transaction.</summary>
internal sealed class CloseManifests(
    HubStore store,
    OutgoingFiles files,
    Countries countries,
    IOptions<ShippingOptions> options
)
{
    /// <summary>Closes every due manifest, each in its own transaction.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var due = await store.ReadAsync(async db =>
        {
            var now = store.Now;
            return await db
                .Manifests.Where(m => m.State == ManifestState.Open && m.ClosesAt <= now && m.Lines.Any())
                .Select(m => m.Id)
                .ToListAsync(ct);
        });
        foreach (var id in due)
        {
            await store.WriteAsync(session => CloseAsync(id, session, ct), ct);
        }
    }

    /// <summary>Closes one manifest; one that is closed already is left alone.</summary>
    public async Task CloseAsync(Guid id, WriteSession session, CancellationToken ct)
    {
        await HoldAsync(id, session, ct);
        var manifest = await session.Db.Manifests.Include(m => m.Lines).FirstAsync(m => m.Id == id, ct);
        if (manifest.State != ManifestState.Open)
        {
            return;
        }

        var ids = manifest.Lines.Select(l => l.ShipmentId).ToList();
        var shipments = await session
            .Db.Shipments.Where(s => ids.Contains(s.Id))
            .OrderBy(s => s.Ref)
            .ToListAsync(ct);
        var orders = shipments.Select(s => s.OrderId).ToList();
        var copies = await session
            .Db.DocumentIssues.Where(i => orders.Contains(i.OrderId) && i.VoidedAt == null)
            .GroupBy(i => i.OrderId)
            .ToDictionaryAsync(g => g.Key, g => g.Sum(i => i.Copies), ct);
        var file = await files.ComposeAsync(
            ExchangeOptions.Post,
            manifest.BureauCode,
            FileKind.MAN,
            "out",
            name => Compose(name, manifest, shipments, copies, session.Now),
            session,
            ct
        );
        manifest.State = ManifestState.Closed;
        manifest.ClosedAt = session.Now;
        manifest.FileName = file!.Name;
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
    )
    {
        return ManifestFile.Compose(
            new Manifest(
                options.Value.Sender,
                manifest.BureauCode,
                Path.GetFileNameWithoutExtension(name.ToString()),
                name.Sequence,
                now,
                manifest.DepositDate,
                options.Value.DepositOffice,
                shipments.Sum(s => s.PostageCentimes),
                [.. shipments.Select(s => ToItem(s, copies.GetValueOrDefault(s.OrderId, 1)))]
            )
        );
    }

    private ManifestItem ToItem(Shipment shipment, int copies)
    {
        if (
            PostalAddress.Read(shipment.Address.ToWritten(), countries)
            is not PostalAddressReading.Valid { Address: var address }
        )
        {
            throw new InvalidOperationException(
                $"'{shipment.Ref}' was packed for an address the post refuses."
            );
        }

        return new ManifestItem(
            ((S10Reading.Valid)S10Item.Parse(shipment.Item)).Item,
            shipment.Ref,
            options.Value.EnvelopeGrams + (copies * options.Value.CopyGrams),
            AdviceOfReceipt: false,
            address,
            shipment.Phone
        );
    }
}
