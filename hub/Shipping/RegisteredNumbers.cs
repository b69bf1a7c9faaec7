using Adapters.Post;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Shipping;

/// <summary>Numbers of registered letters that bureaus say they have put on envelopes.</summary>
internal static class RegisteredNumbers
{
    /// <summary>The number as we write it; null when it is none.</summary>
    public static string? Read(string? written) =>
        written is not null && S10Item.ParseRegistered(written) is S10Reading.Valid { Item: var item }
            ? item.ToString()
            : null;

    /// <summary>Why what was written is no number of a registered letter; null when it is one.</summary>
    public static (string Code, string Message)? FindFault(string written) =>
        S10Item.ParseRegistered(written) is S10Reading.Refused refused
            ? (refused.Code, refused.Message)
            : null;

    /// <summary>Those of the numbers that are taken, with the order whose letter carries each; without one when it was voided.</summary>
    public static async Task<IReadOnlyDictionary<string, Guid?>> ReadTakenAsync(
        IReadOnlyCollection<string> items,
        WriteSession session,
        CancellationToken ct
    )
    {
        var taken = await session
            .Db.Shipments.Where(s => items.Contains(s.Item))
            .ToDictionaryAsync(s => s.Item, s => (Guid?)s.OrderId, StringComparer.Ordinal, ct);
        var voided = await session
            .Db.VoidedItems.Where(v => items.Contains(v.Item))
            .Select(v => v.Item)
            .ToListAsync(ct);
        voided.ForEach(item => taken[item] = null);
        return taken;
    }
}
