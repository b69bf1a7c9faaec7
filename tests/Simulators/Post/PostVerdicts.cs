using System.Globalization;
using Simulators.Files;
using Simulators.Scenario;

namespace Simulators.Post;

/// <summary>The post's answers to manifests: <c>MAC</c> for the file, later <c>MRS</c> for its letters.</summary>
internal sealed class PostVerdicts(
    PostSimulatorOptions options,
    PostOutbox outbox,
    Agenda agenda,
    PartnerClock clock
)
{
    private static readonly string[] FileColumns = ["record", "file", "sha256", "status", "code", "message"];
    private static readonly string[] ItemColumns =
    [
        "record",
        "file",
        "item",
        "status",
        "reason",
        "weight_found",
        "postage_charged",
        "office",
        "at",
    ];

    /// <summary>Puts both answers into the agenda; a file that was refused gets the first only.</summary>
    public void Answer(TakenManifest manifest)
    {
        var now = clock.GetUtcNow();
        agenda.Add(now + options.VerdictAfter, PostSimulator.Name, "verdict", _ => AnswerFileAsync(manifest));
        if (manifest.Verdict is Inspection.Sound sound)
        {
            agenda.Add(
                now + options.ItemsAfter,
                PostSimulator.Name,
                "verdicts on letters",
                _ => AnswerItemsAsync(manifest, sound.Deposit.Office)
            );
        }
    }

    private Task AnswerFileAsync(TakenManifest manifest)
    {
        var broken = manifest.Verdict as Inspection.Broken;
        string[] row =
        [
            "R",
            manifest.Name,
            manifest.Sha256,
            broken is null ? "accepted" : "refused",
            broken?.Code ?? "",
            broken?.Message ?? "",
        ];
        outbox.Drop("MAC", CodeOf(manifest), FileColumns, [row]);
        return Task.CompletedTask;
    }

    private Task AnswerItemsAsync(TakenManifest manifest, string office)
    {
        var at = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        outbox.Drop(
            "MRS",
            CodeOf(manifest),
            ItemColumns,
            manifest.Letters.Select(weighed =>
                new[]
                {
                    "R",
                    manifest.Name,
                    weighed.Letter.Item,
                    weighed.Refusal is null ? "accepted" : "refused",
                    weighed.Refusal ?? "",
                    weighed.Grams.ToString(CultureInfo.InvariantCulture),
                    weighed.Refusal is null ? Postage(weighed) : "",
                    office,
                    at,
                }
            )
        );
        return Task.CompletedTask;
    }

    private static string Postage(WeighedLetter weighed) =>
        (PostTariff.CentimesOf(weighed) / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string CodeOf(TakenManifest manifest) => PartnerFileName.Parse(manifest.Name)!.Code;
}

/// <summary>A manifest the post has taken, and what it thinks of it.</summary>
internal sealed record TakenManifest(
    string Name,
    string Sha256,
    Inspection Verdict,
    IReadOnlyList<WeighedLetter> Letters
);

/// <summary>A letter on the scales.</summary>
/// <param name="Refusal">Why it goes back over the counter; null when it is taken.</param>
internal sealed record WeighedLetter(AnnouncedLetter Letter, int Grams, string? Refusal);
