using Adapters.Post;
using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Shipping;

/// <summary>
/// The bureau mends the address of a packed letter that the post would refuse as it stands. Of no other letter: to whom a
/// document goes is the citizen's to say.
/// </summary>
internal sealed class CorrectAddress(HubStore store, UnpostableLetters unpostable, Countries countries)
{
    /// <summary>Corrects the address of a letter of the bureau's open manifest, and of its order.</summary>
    /// <param name="shipmentRef">The letter: <c>CASA-2026-000123-S1</c>.</param>
    public async Task<CorrectAddressResult> RunAsync(
        string bureauCode,
        string shipmentRef,
        Recipient corrected,
        string actor,
        CancellationToken ct
    )
    {
        if (
            PostalAddress.Read(corrected.ToWritten(), countries) is PostalAddressReading.Refused
            {
                Problems: [var problem, ..]
            }
        )
        {
            return new CorrectAddressResult.Refused(problem.Code, problem.Field);
        }

        return await store.WriteAsync(
            session => CorrectAsync(bureauCode, shipmentRef, corrected, actor, session, ct),
            ct
        );
    }

    private async Task<CorrectAddressResult> CorrectAsync(
        string bureauCode,
        string shipmentRef,
        Recipient corrected,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        var found = await session.Db.Shipments.FirstOrDefaultAsync(s => s.Ref == shipmentRef, ct);
        if (found is null || found.BureauCode != bureauCode)
        {
            return new CorrectAddressResult.Refused("letter_not_waiting", null);
        }

        // First the order, then the manifest, as whoever packs.
        var order = await OrderLock.HoldAsync(session, found.OrderId, ct);
        var open = await OpenManifests.HoldAsync(bureauCode, session, ct);
        await session.Db.Entry(found).ReloadAsync(ct);
        if (
            open is null
            || unpostable.Read(found) is not LetterReading.Unpostable
            || !await session.Db.ManifestLines.AnyAsync(
                l => l.ManifestId == open.Id && l.ShipmentId == found.Id && l.State == LineState.Listed,
                ct
            )
        )
        {
            return new CorrectAddressResult.Refused("letter_not_waiting", null);
        }

        // Another tariff would be another price, and that is settled.
        if ((corrected.Country != Countries.Morocco) != found.IsAbroad)
        {
            return new CorrectAddressResult.Refused("address_other_tariff", "country");
        }

        (found.Address, order.Recipient) = (corrected, corrected);
        await UnpostableLetters.ResolveAsync(found.OrderId, actor, session, ct);
        return new CorrectAddressResult.Corrected();
    }
}

/// <summary>What came of correcting an address.</summary>
internal abstract record CorrectAddressResult
{
    private CorrectAddressResult() { }

    /// <summary>The letter goes with the manifest it is in; its label has to be printed anew.</summary>
    public sealed record Corrected : CorrectAddressResult;

    /// <summary>
    /// <c>letter_not_waiting</c>, <c>address_other_tariff</c>, or what the post would say to the new address.
    /// </summary>
    /// <param name="Field">The wrong part of the address, if it is one.</param>
    public sealed record Refused(string Code, string? Field) : CorrectAddressResult;
}
