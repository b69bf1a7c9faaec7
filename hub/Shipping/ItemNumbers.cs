using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Adapters.Post;
using Hub.Exchange;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Shipping;

/// <summary>
/// Gives out registered item numbers: each once, from the bureau's own block. A new block is cut from the post's ranges when
/// the old one is used up, so that bureaus packing at the same time rarely wait for each other.
/// </summary>
internal sealed class ItemNumbers(DepositCalendar deposits, IOptions<ShippingOptions> options)
{
    /// <summary>The alarm of few numbers left.</summary>
    public const string LowStockCode = "item_numbers_low";

    private const string RangesKey = "item-ranges";

    /// <summary>
    /// Holds the bureau's numbers until the commit: none is given out while another of them is voided. Before its manifest,
    /// if both are held.
    /// </summary>
    internal static Task HoldAsync(string bureauCode, WriteSession session) =>
        LockAsync("item-block:" + bureauCode, session);

    /// <summary>
    /// The bureau's next number, held until the commit: two nodes never give out the same. Null when the post's ranges have
    /// none left.
    /// </summary>
    public async Task<S10Item?> TakeAsync(string bureauCode, WriteSession session, CancellationToken ct)
    {
        await HoldAsync(bureauCode, session);
        while (await BlockAsync(bureauCode, session, ct) is { } block)
        {
            var item = S10Item.Of(block.Prefix, block.Next);
            block.Next++;
            await session.SaveBusinessRowsAsync(ct);
            var text = item.ToString();
            if (
                !await session.Db.VoidedItems.AnyAsync(v => v.Item == text, ct)
                && !await session.Db.Shipments.AnyAsync(s => s.Item == text, ct)
            )
            {
                return item;
            }
        }

        return null;
    }

    private static Task LockAsync(string key, WriteSession session) =>
        session.Dialect.LockKeysAsync(
            session.Transaction,
            [BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(key)), 0)]
        );

    private async Task<NumberBlock?> BlockAsync(
        string bureauCode,
        WriteSession session,
        CancellationToken ct
    ) =>
        await session
            .Db.NumberBlocks.Where(b => b.BureauCode == bureauCode && b.Next <= b.To)
            .OrderBy(b => b.Id)
            .FirstOrDefaultAsync(ct)
        ?? await CutAsync(bureauCode, session, ct);

    private async Task<NumberBlock?> CutAsync(string bureauCode, WriteSession session, CancellationToken ct)
    {
        await LockAsync(RangesKey, session);
        var today = deposits.DayOf(session.Now);
        var ranges = await session
            .Db.NumberRanges.Where(r => r.Next <= r.To)
            .OrderBy(r => r.ValidFrom)
            .ThenBy(r => r.From)
            .ToListAsync(ct);
        foreach (var known in ranges)
        {
            // Another bureau may have cut from it while we waited for the lock.
            await session.Db.Entry(known).ReloadUnlessNewAsync(ct);
        }

        if (ranges.Find(r => r.ValidFrom <= today && r.Next <= r.To) is not { } range)
        {
            return null;
        }

        var block = new NumberBlock
        {
            Id = session.NewId(),
            BureauCode = bureauCode,
            Prefix = range.Prefix,
            From = range.Next,
            To = Math.Min(range.To, range.Next + options.Value.BlockSize - 1),
            Next = range.Next,
        };
        session.Db.NumberBlocks.Add(block);
        range.Next = block.To + 1;
        // Numbers the post does not take yet are no stock.
        var left = ranges.Where(r => r.ValidFrom <= today).Sum(r => (long)r.To - r.Next + 1);
        await WarnOfLowStockAsync(left, session, ct);
        return block;
    }

    private async Task WarnOfLowStockAsync(long left, WriteSession session, CancellationToken ct)
    {
        const string code = LowStockCode;
        if (
            left >= options.Value.LowStock
            || session.Db.Incidents.Local.Any(i => i.Code == code)
            || await session.Db.Incidents.AnyAsync(i => i.Code == code && i.ResolvedAt == null, ct)
        )
        {
            return;
        }

        Incident.Open(
            session,
            code,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{left} registered item numbers are left: ask the post for a new range."
            ),
            ExchangeOptions.Post
        );
    }
}
