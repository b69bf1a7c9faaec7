using System.Security.Cryptography;
using System.Text;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Shipping;

/// <summary>The one open manifest of each bureau.</summary>
internal sealed class OpenManifests(DepositCalendar deposits, CloseManifests close)
{
    /// <summary>
    /// Adds a letter to the bureau's open manifest. One whose cut-off has come is closed first: a letter packed later goes
    /// into the next, whenever the schedule comes round to closing it.
    /// </summary>
    public async Task AddAsync(
        string bureauCode,
        string item,
        Guid shipmentId,
        WriteSession session,
        CancellationToken ct
    )
    {
        var manifest = await HoldAsync(bureauCode, session, ct);
        if (manifest is not null && manifest.ClosesAt <= session.Now)
        {
            await session.SaveBusinessRowsAsync(ct);
            await close.CloseAsync(manifest.Id, session, ct);
            await session.SaveBusinessRowsAsync(ct);
            // A letter that had to wait has opened the next one already.
            manifest = await HoldAsync(bureauCode, session, ct);
        }

        manifest ??= ShippingManifest.Open(bureauCode, deposits, session);
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

    /// <summary>
    /// The bureau's open manifest, held until the commit: it is never closed while a letter is added or taken out, and never
    /// opened twice. Null when there is none.
    /// </summary>
    public static async Task<ShippingManifest?> HoldAsync(
        string bureauCode,
        WriteSession session,
        CancellationToken ct
    )
    {
        var mine = session.Db.Manifests.Local.FirstOrDefault(m =>
            m.BureauCode == bureauCode && m.State == ManifestState.Open
        );
        if (mine is not null)
        {
            return mine;
        }

        var key = SHA256.HashData(Encoding.UTF8.GetBytes("manifest:" + bureauCode));
        await session.Dialect.LockKeysAsync(session.Transaction, [BitConverter.ToInt64(key, 0)]);
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
