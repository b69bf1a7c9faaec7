using System.Security.Cryptography;
using System.Text;
using Hub.Audit;
using Hub.Catalogue;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Shipping;

/// <summary>
/// Hands out the labels of letters to print. Every printing is kept with who, when and which copy, in the same transaction:
/// a number that is on two letters can be traced.
/// </summary>
internal sealed class PrintLabels(HubStore store, ReferenceCatalogue catalogue, UnpostableLetters unpostable)
{
    /// <summary>The language of the post.</summary>
    private const string Language = "fr";

    /// <summary>
    /// The labels of these letters, by item number, but for those that the post would refuse: their address has to be mended
    /// first. Letters the post has answered for may be printed again.
    /// </summary>
    public Task<IReadOnlyList<LetterLabel>> RunAsync(
        IReadOnlyCollection<Guid> shipmentIds,
        string format,
        string actor,
        CancellationToken ct
    ) => store.WriteAsync(session => PrintAsync(shipmentIds, format, actor, session, ct), ct);

    private async Task<IReadOnlyList<LetterLabel>> PrintAsync(
        IReadOnlyCollection<Guid> shipmentIds,
        string format,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        var letters = await session
            .Db.Shipments.Where(s => shipmentIds.Contains(s.Id))
            .OrderBy(s => s.Item)
            .ToListAsync(ct);
        letters.RemoveAll(s => unpostable.Read(s) is LetterReading.Unpostable);
        var items = letters.ConvertAll(s => s.Item);
        await session.Dialect.LockKeysAsync(session.Transaction, items.ConvertAll(KeyOf));
        var printed = await session
            .Db.PrintedSheets.Where(p => p.Kind == PrintedSheet.Label && items.Contains(p.Subject))
            .GroupBy(p => p.Subject)
            .ToDictionaryAsync(g => g.Key, g => g.Max(p => p.Copy), StringComparer.Ordinal, ct);
        var labels = new List<LetterLabel>(letters.Count);
        foreach (var letter in letters)
        {
            var copy = printed.GetValueOrDefault(letter.Item) + 1;
            session.Db.PrintedSheets.Add(
                new PrintedSheet
                {
                    Id = session.NewId(),
                    Kind = PrintedSheet.Label,
                    Subject = letter.Item,
                    Copy = copy,
                    Format = format,
                    OrderId = letter.OrderId,
                    BureauCode = letter.BureauCode,
                    PrintedBy = actor,
                    PrintedAt = session.Now,
                }
            );
            labels.Add(ToLabel(letter, copy));
        }

        return labels;
    }

    /// <summary>What stands on the label of a letter.</summary>
    /// <exception cref="InvalidOperationException">The post would refuse it: it waits, and has no label.</exception>
    public LetterLabel ToLabel(Shipment letter, int copy)
    {
        if (unpostable.Read(letter) is not LetterReading.Postable { Address: var address })
        {
            throw new InvalidOperationException($"'{letter.Ref}' has no label while its address waits.");
        }

        var bureau = catalogue.FindBureau(letter.BureauCode);
        return new LetterLabel(
            letter.Item,
            letter.Ref,
            catalogue.Texts.Get(Language, letter.IsAbroad ? "label.international" : "label.national"),
            address.ToLabel(),
            [
                $"{catalogue.Texts.Get(Language, "label.from")} : {catalogue.Texts.Get(Language, "label.bureau")}",
                $"{bureau?.DisplayName} ({letter.BureauCode})",
                .. letter.IsAbroad ? ["MAROC"] : Array.Empty<string>(),
            ],
            copy,
            catalogue.Texts.Get(Language, "label.copy")
        );
    }

    private static long KeyOf(string item) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes("label:" + item)), 0);
}
