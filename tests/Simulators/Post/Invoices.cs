using System.Globalization;
using Simulators.Scenario;

namespace Simulators.Post;

/// <summary>
/// The post's bills: one for each manifest, some days after its letters were weighed. A nasty post asks too much for the first
/// letter of its second bill and bills it once more under another line.
/// </summary>
internal sealed class Invoices(
    PostSimulatorOptions options,
    PostOutbox outbox,
    Agenda agenda,
    PartnerClock clock
)
{
    private const int NastyOne = 2;
    private const int Surcharge = 10_00;

    private static readonly string[] columns =
    [
        "record",
        "invoice",
        "line",
        "item",
        "service",
        "weight_found",
        "posted_on",
        "postage_charged",
    ];

    private int bills;

    /// <summary>Puts the bill of a manifest into the agenda.</summary>
    public void Bill(TakenManifest manifest)
    {
        var accepted = manifest.Letters.Where(letter => letter.Refusal is null).ToList();
        if (manifest.Verdict is Inspection.Sound sound && accepted.Count > 0)
        {
            agenda.Add(
                clock.GetUtcNow() + options.BillAfter,
                PostSimulator.Name,
                "bill",
                _ => BillAsync(manifest, accepted, sound.Deposit.Date)
            );
        }
    }

    private Task BillAsync(TakenManifest manifest, List<WeighedLetter> letters, DateOnly postedOn)
    {
        var isNasty = options.IsNasty && ++bills == NastyOne;
        var lines = letters.Select(
            (letter, i) =>
                (letter, Asked: PostTariff.CentimesOf(letter) + (isNasty && i == 0 ? Surcharge : 0))
        );
        if (isNasty)
        {
            lines = lines.Append((letters[0], PostTariff.CentimesOf(letters[0])));
        }

        var invoice = "F" + Path.GetFileNameWithoutExtension(manifest.Name)[3..];
        outbox.Drop(
            "INV",
            options.Sender,
            columns,
            lines.Select(
                (line, i) =>
                    new[]
                    {
                        "R",
                        invoice,
                        (i + 1).ToString(CultureInfo.InvariantCulture),
                        line.letter.Letter.Item,
                        line.letter.Letter.Service,
                        line.letter.Grams.ToString(CultureInfo.InvariantCulture),
                        postedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        Dirhams(line.Asked),
                    }
            )
        );
        return Task.CompletedTask;
    }

    private static string Dirhams(int centimes) =>
        (centimes / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
