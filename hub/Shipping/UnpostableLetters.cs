using Adapters.Post;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Shipping;

/// <summary>
/// Letters that the post would refuse as they stand: packed before a rule or the list of countries changed. Each waits alone;
/// people are told which part of it is wrong, and need not say when it is right again.
/// </summary>
internal sealed class UnpostableLetters(Countries countries)
{
    /// <summary>The incident of a letter that waits.</summary>
    public const string Waiting = "letter_not_postable";

    private const string Gone = "sent";
    private const string Corrected = "address_corrected";

    /// <summary>The letter as it can be sent, or everything that is wrong with it.</summary>
    public LetterReading Read(Shipment letter) =>
        (S10Item.Parse(letter.Item), PostalAddress.Read(letter.Address.ToWritten(), countries)) switch
        {
            (S10Reading.Valid number, PostalAddressReading.Valid address) => new LetterReading.Postable(
                number.Item,
                address.Address
            ),
            var (number, address) => new LetterReading.Unpostable([
                .. number is S10Reading.Refused item
                    ? [new AddressProblem("item", item.Code, item.Message)]
                    : Array.Empty<AddressProblem>(),
                .. address is PostalAddressReading.Refused refused ? refused.Problems : [],
            ]),
        };

    /// <summary>
    /// Which of a bureau's <paramref name="letters"/> have to wait. A person is asked once about each, and about those that go
    /// nobody is asked any longer.
    /// </summary>
    public async Task<List<Shipment>> TellAsync(
        string bureauCode,
        IReadOnlyCollection<Shipment> letters,
        WriteSession session,
        CancellationToken ct
    )
    {
        var asked = await session
            .Db.Incidents.Where(i =>
                i.Code == Waiting && i.Partner == bureauCode && i.ResolvedAt == null && i.OrderId != null
            )
            .ToListAsync(ct);
        var waiting = new List<Shipment>();
        foreach (var letter in letters)
        {
            var message = Read(letter) is LetterReading.Unpostable unpostable
                ? $"{letter.Ref} ({letter.Item}): {unpostable.Words}"
                : null;
            var open = asked.FindAll(i => i.OrderId == letter.OrderId);
            foreach (var past in open.Where(i => i.Message != message))
            {
                (past.ResolvedAt, past.ResolvedBy, past.Resolution) = (session.Now, "system", Gone);
            }

            if (message is null)
            {
                continue;
            }

            waiting.Add(letter);
            if (!open.Exists(i => i.Message == message))
            {
                Incident.Open(session, Waiting, message, bureauCode, letter.OrderId);
            }
        }

        return waiting;
    }

    /// <summary>What a person was asked about the letter of an order has been done.</summary>
    public static async Task ResolveAsync(
        Guid orderId,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        var open = await session
            .Db.Incidents.Where(i => i.OrderId == orderId && i.Code == Waiting && i.ResolvedAt == null)
            .ToListAsync(ct);
        open.ForEach(i => (i.ResolvedAt, i.ResolvedBy, i.Resolution) = (session.Now, actor, Corrected));
    }
}

/// <summary>What a letter is to the post.</summary>
internal abstract record LetterReading
{
    private LetterReading() { }

    /// <summary>It can be written into a manifest.</summary>
    public sealed record Postable(S10Item Item, PostalAddress Address) : LetterReading;

    /// <summary>It cannot; every wrong part is named.</summary>
    public sealed record Unpostable(IReadOnlyList<AddressProblem> Problems) : LetterReading
    {
        /// <summary>The parts with what would be right: never what stands there.</summary>
        public string Words => string.Join(' ', Problems.Select(p => $"{p.Field}: {p.Code}: {p.Message}"));
    }
}
