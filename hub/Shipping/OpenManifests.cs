using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Shipping;

/// <summary>The one open manifest of each bureau.</summary>
internal sealed class OpenManifests(DepositCalendar deposits)
{
    /// <summary>Adds a letter to the bureau's open manifest, opening one when there is none.</summary>
    public async Task AddAsync(
        string bureauCode,
        string item,
        Guid shipmentId,
        WriteSession session,
        CancellationToken ct
    )
    {
        var manifest =
            session.Db.Manifests.Local.FirstOrDefault(m =>
                m.BureauCode == bureauCode && m.State == ManifestState.Open
            ) ?? await FindAsync(bureauCode, session, ct);
        if (manifest is null)
        {
            var (date, closesAt) = deposits.For(session.Now);
            manifest = new ShippingManifest
            {
                Id = session.NewId(),
                BureauCode = bureauCode,
                State = ManifestState.Open,
                DepositDate = date,
                ClosesAt = closesAt,
                OpenedAt = session.Now,
            };
            session.Db.Manifests.Add(manifest);
        }

        session.Db.ManifestLines.Add(
            new ManifestLine
            {
                ManifestId = manifest.Id,
                Item = item,
                ShipmentId = shipmentId,
                State = LineState.Listed,
            }
        );
    }

    /// <summary>Its row is held until the commit: a manifest is never closed while a letter is being added.</summary>
    private static async Task<ShippingManifest?> FindAsync(
        string bureauCode,
        WriteSession session,
        CancellationToken ct
    )
    {
        await using (
            var command = session.CreateCommand(
                "select id from manifests where bureau_code = @bureau and state = 1"
                    + session.Dialect.ForUpdate
            )
        )
        {
            WriteSession.AddParameter(command, "bureau", bureauCode);
            await command.ExecuteScalarAsync(ct);
        }

        return await session.Db.Manifests.FirstOrDefaultAsync(
            m => m.BureauCode == bureauCode && m.State == ManifestState.Open,
            ct
        );
    }
}
