using Adapters.Post;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Shipping;

/// <summary>
/// A label was spoiled: its number is never used. When it is on a letter that is packed but not yet sent, the letter gets
/// another number.
/// </summary>
internal sealed class VoidItem(HubStore store, OpenManifests manifests, ItemNumbers numbers)
{
    /// <summary>Voids one number of a bureau.</summary>
    public Task<VoidItemResult> RunAsync(
        string bureauCode,
        string item,
        string reason,
        string actor,
        CancellationToken ct
    ) =>
        S10Item.ParseRegistered(item) switch
        {
            S10Reading.Valid { Item: var number } => store.WriteAsync(
                session => VoidAsync(bureauCode, number, reason, actor, session, ct),
                ct
            ),
            S10Reading.Refused refused => Task.FromResult<VoidItemResult>(
                new VoidItemResult.Refused(refused.Code, refused.Message)
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private async Task<VoidItemResult> VoidAsync(
        string bureauCode,
        S10Item number,
        string reason,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        // First the numbers, then the manifest, as whoever packs: a number is not given out while it is voided.
        await ItemNumbers.HoldAsync(bureauCode, session);
        var item = number.ToString();
        var open = await OpenManifests.HoldAsync(bureauCode, session, ct);
        if (await session.Db.VoidedItems.AnyAsync(v => v.Item == item, ct))
        {
            return new VoidItemResult.Voided(null);
        }

        if (await IsOfAnotherBureauAsync(bureauCode, number, session, ct))
        {
            return new VoidItemResult.Refused(
                "item_of_other_bureau",
                "The number is on another bureau's labels."
            );
        }

        var letter = await session.Db.Shipments.FirstOrDefaultAsync(s => s.Item == item, ct);
        var line = letter is null
            ? null
            : await session.Db.ManifestLines.FirstOrDefaultAsync(
                l => l.Item == item && l.State == LineState.Listed,
                ct
            );
        if (
            letter is not null
            && (letter.BureauCode != bureauCode || open is null || line?.ManifestId != open.Id)
        )
        {
            return new VoidItemResult.Refused(
                "item_sent",
                "The letter with this number has left the bureau."
            );
        }

        session.Db.VoidedItems.Add(
            new VoidedItem
            {
                Item = item,
                BureauCode = bureauCode,
                Reason = reason,
                VoidedBy = actor,
                VoidedAt = session.Now,
            }
        );
        return letter is null
            ? new VoidItemResult.Voided(null)
            : new VoidItemResult.Voided(await RelabelAsync(letter, line!, reason, session, ct));
    }

    private static Task<bool> IsOfAnotherBureauAsync(
        string bureauCode,
        S10Item number,
        WriteSession session,
        CancellationToken ct
    ) =>
        session.Db.NumberBlocks.AnyAsync(
            b =>
                b.BureauCode != bureauCode
                && b.Prefix == number.Indicator
                && b.From <= number.Serial
                && number.Serial <= b.To,
            ct
        );

    /// <summary>Puts another number on a packed letter; returns it.</summary>
    private async Task<string> RelabelAsync(
        Shipment letter,
        ManifestLine line,
        string reason,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (await numbers.TakeAsync(letter.BureauCode, session, ct) is not { } other)
        {
            throw new InvalidOperationException("The post's ranges have no number left for the letter.");
        }

        line.State = LineState.Voided;
        line.Reason = reason;
        letter.Item = other.ToString();
        await session.SaveBusinessRowsAsync(ct);
        await manifests.AddAsync(letter.BureauCode, letter.Item, letter.Id, session, ct);
        return letter.Item;
    }
}

/// <summary>What came of voiding a number.</summary>
internal abstract record VoidItemResult
{
    private VoidItemResult() { }

    /// <summary>It will never be used; <paramref name="NewItem"/> is what its letter got instead, if it was on one.</summary>
    public sealed record Voided(string? NewItem) : VoidItemResult;

    /// <summary>It cannot be voided.</summary>
    public sealed record Refused(string Code, string Message) : VoidItemResult;
}
