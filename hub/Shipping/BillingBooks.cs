using Adapters.Post;
using Hub.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Shipping;

/// <summary>What the hub knows about the letters of one billing file: those it sent, those accepted, those billed before.</summary>
internal sealed class BillingBooks
{
    private readonly Dictionary<string, Shipment> sent;
    private readonly HashSet<string> taken;
    private readonly HashSet<string> paidFor;
    private readonly Dictionary<(string Invoice, int Line), BillingLine> entered;

    private BillingBooks(
        Dictionary<string, Shipment> letters,
        HashSet<string> accepted,
        HashSet<string> billed,
        Dictionary<(string Invoice, int Line), BillingLine> lines
    ) => (sent, taken, paidFor, entered) = (letters, accepted, billed, lines);

    /// <summary>Reads what concerns these lines.</summary>
    public static async Task<BillingBooks> ReadAsync(
        IReadOnlyList<BilledLetter> file,
        WriteSession session,
        CancellationToken ct
    )
    {
        var items = file.Select(b => b.Item).ToHashSet(StringComparer.Ordinal);
        var invoices = file.Select(b => b.Invoice).ToHashSet(StringComparer.Ordinal);
        var letters = await session
            .Db.Shipments.AsNoTracking()
            .Where(s => items.Contains(s.Item))
            .ToDictionaryAsync(s => s.Item, StringComparer.Ordinal, ct);
        var accepted = await session
            .Db.ManifestLines.Where(l => items.Contains(l.Item) && l.State == LineState.Accepted)
            .Select(l => l.Item)
            .ToListAsync(ct);
        var billed = await session
            .Db.BillingLines.Where(l => items.Contains(l.Item))
            .Select(l => l.Item)
            .ToListAsync(ct);
        var lines = await session
            .Db.BillingLines.AsNoTracking()
            .Where(l => invoices.Contains(l.Invoice))
            .ToDictionaryAsync(l => (l.Invoice, l.Line), ct);
        return new BillingBooks(
            letters,
            accepted.ToHashSet(StringComparer.Ordinal),
            billed.ToHashSet(StringComparer.Ordinal),
            lines
        );
    }

    /// <summary>The line of this name, when it came before.</summary>
    public BillingLine? Find(BilledLetter letter) => entered.GetValueOrDefault((letter.Invoice, letter.Line));

    /// <summary>Enters a line with what is wrong with it.</summary>
    public BillingLine Enter(BilledLetter letter, IncomingFile file, WriteSession session)
    {
        var known = sent.GetValueOrDefault(letter.Item);
        var line = new BillingLine
        {
            Id = session.NewId(),
            Invoice = letter.Invoice,
            Line = letter.Line,
            Item = letter.Item,
            ShipmentId = known?.Id,
            Service = letter.Service,
            WeightGrams = letter.WeightGrams,
            PostedOn = letter.PostedOn,
            BilledCentimes = letter.PostageCentimes,
            AnnouncedCentimes = known?.PostageCentimes,
            Difference = DifferenceOf(letter, known),
            FileName = file.Name.ToString(),
            ReceivedAt = session.Now,
        };
        session.Db.BillingLines.Add(line);
        entered.Add((line.Invoice, line.Line), line);
        paidFor.Add(line.Item);
        return line;
    }

    private BillingDifference? DifferenceOf(BilledLetter letter, Shipment? known) =>
        known is null ? BillingDifference.ItemUnknown
        : paidFor.Contains(letter.Item) ? BillingDifference.BilledBefore
        : !taken.Contains(letter.Item) ? BillingDifference.ItemNotAccepted
        : letter.PostageCentimes != known.PostageCentimes ? BillingDifference.PostageDiffers
        : null;
}
