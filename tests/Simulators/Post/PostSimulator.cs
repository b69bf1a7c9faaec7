using Simulators.Files;
using Simulators.Scenario;

namespace Simulators.Post;

/// <summary>
/// The post: takes manifests from <c>out/</c> as soon as their <c>.ok</c> agrees, in the order of their numbers, checks them
/// with its own eyes, answers <c>MAC</c> and <c>MRS</c>, and tells every morning what became of the letters. It speaks files
/// only; the hub cannot tell it from the real one.
/// </summary>
internal sealed class PostSimulator
{
    /// <summary>Its name in the agenda.</summary>
    internal const string Name = "the post";

    private const int MaxSequence = 999_999;

    private readonly PostSimulatorOptions options;
    private readonly Agenda agenda;
    private readonly Journal journal;
    private readonly PartnerClock clock;
    private readonly PlanBook plans;
    private readonly PartnerFolder folder;
    private readonly PostCountries countries;
    private readonly ManifestInspection inspection;
    private readonly PostVerdicts verdicts;
    private readonly EventReports reports;
    private readonly Invoices invoices;
    private readonly Dictionary<string, TakenManifest> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> manifestOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> lastOf = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Opens the post; what lies in its archive was taken by an earlier run and is remembered.</summary>
    public PostSimulator(
        PostSimulatorOptions options,
        Agenda agenda,
        Journal journal,
        PartnerClock clock,
        PlanBook plans
    )
    {
        (this.options, this.agenda, this.journal) = (options, agenda, journal);
        (this.clock, this.plans) = (clock, plans);
        folder = new PartnerFolder(options.Root);
        countries = new PostCountries(options.CountriesFile);
        inspection = new ManifestInspection(options.Sender, options.IsTest, countries);
        var outbox = new PostOutbox(options, folder, countries.ZoneOf("MA"), clock);
        verdicts = new PostVerdicts(options, outbox, agenda, clock);
        invoices = new Invoices(options, outbox, agenda, clock);
        reports = new EventReports(options, outbox, countries, agenda, journal, clock);
        foreach (var (file, name) in InOrder("archive"))
        {
            Take(file, name, remembered: true);
        }
    }

    /// <summary>Looks into <c>out/</c> again and again, under `./run`.</summary>
    public void Watch(TimeSpan every) =>
        agenda.Add(
            clock.GetUtcNow() + every,
            Name,
            "looks for manifests",
            async ct =>
            {
                await ScanAsync(ct);
                Watch(every);
            }
        );

    /// <summary>Looks into <c>out/</c> once; returns how many manifests were taken, new or again.</summary>
    public Task<int> ScanAsync(CancellationToken ct)
    {
        lock (gate)
        {
            var count = 0;
            foreach (var (file, name) in InOrder("out"))
            {
                ct.ThrowIfCancellationRequested();
                if (taken.TryGetValue(file.Name, out var before))
                {
                    TakeAgain(file, before);
                    count++;
                }
                else if (IsNext(name))
                {
                    Take(file, name, remembered: false);
                    folder.Move("out", file.Name, "archive");
                    count++;
                }
            }

            return Task.FromResult(count);
        }
    }

    private IEnumerable<(ReadyFile File, PartnerFileName Name)> InOrder(string where) =>
        folder
            .Ready(where)
            .Select(file => (file, PartnerFileName.Parse(file.Name)))
            .Where(pair => pair.Item2 is { Kind: "MAN" })
            .Select(pair => (pair.file, pair.Item2!))
            .OrderBy(pair => pair.Item2.Code, StringComparer.Ordinal)
            .ThenBy(pair => pair.Item2.Date)
            .ThenBy(pair => pair.Item2.Sequence);

    // A manifest whose predecessor is missing waits for it. The first one of a bureau begins the count.
    private bool IsNext(PartnerFileName name) =>
        !lastOf.TryGetValue(name.Code, out var last) || name.Sequence == (last % MaxSequence) + 1;

    private void TakeAgain(ReadyFile file, TakenManifest before)
    {
        if (before.Sha256 == file.Sha256)
        {
            journal.Note(clock.GetUtcNow(), "manifest", KeyOf(file), repeated: true);
            folder.Move("out", file.Name, "archive");
            verdicts.Answer(before);
            return;
        }

        var broken = new Inspection.Broken(
            "name_reused",
            "A manifest of this name with other content was taken."
        );
        Note(file, broken);
        folder.Move("out", file.Name, "quarantine");
        verdicts.Answer(new TakenManifest(file.Name, file.Sha256, broken, []));
    }

    private void Take(ReadyFile file, PartnerFileName name, bool remembered)
    {
        lastOf[name.Code] = name.Sequence;
        var verdict = inspection.Inspect(file);
        var manifest = new TakenManifest(
            file.Name,
            file.Sha256,
            verdict,
            verdict is Inspection.Sound sound ? [.. sound.Letters.Select(l => Weigh(l, file.Name))] : []
        );
        taken[file.Name] = manifest;
        if (!remembered)
        {
            Note(file, verdict);
            verdicts.Answer(manifest);
            invoices.Bill(manifest);
        }

        foreach (var letter in manifest.Letters.Where(letter => letter.Refusal is null or "item_duplicate"))
        {
            Accept(letter, ((Inspection.Sound)verdict).Deposit, file.Name, remembered);
        }
    }

    private WeighedLetter Weigh(AnnouncedLetter letter, string manifest)
    {
        if (letter.Refusal is not null)
        {
            return new WeighedLetter(letter, letter.WeightGrams, letter.Refusal);
        }

        if (manifestOf.TryGetValue(letter.Item, out var other) && other != manifest)
        {
            return new WeighedLetter(letter, letter.WeightGrams, "item_duplicate");
        }

        var random = Draws.For(options.Seed, letter.ShipmentRef + "/scales");
        return random.NextDouble() < options.RefusedShare
            ? new WeighedLetter(letter, letter.WeightGrams + 40, "weight")
            : new WeighedLetter(letter, letter.WeightGrams + random.Next(-1, 2), null);
    }

    private void Accept(WeighedLetter weighed, AnnouncedDeposit deposit, string manifest, bool remembered)
    {
        var letter = weighed.Letter;
        if (!remembered)
        {
            // An item in two manifests is a second effect under the same key: the invariants find it (I6, I11).
            journal.Note(
                clock.GetUtcNow(),
                "item",
                letter.Item,
                repeated: false,
                new { manifest, shipment = letter.ShipmentRef }
            );
        }

        if (manifestOf.TryAdd(letter.Item, manifest))
        {
            var random = Draws.For(options.Seed, letter.ShipmentRef);
            var scans = Itinerary.Plan(letter, deposit, TurnOf(letter), countries, random);
            reports.Add(scans, random, toldAlready: remembered);
        }
    }

    // What the demo plans for the post happens to an order's first letter; the second one simply arrives.
    private PostTurn TurnOf(AnnouncedLetter letter) =>
        letter.ShipmentRef.EndsWith("-S1", StringComparison.Ordinal)
            ? plans.Find(letter.ShipmentRef)?.Post ?? MagicValues.OfLocality(letter.Locality)
            : PostTurn.Delivers;

    private void Note(ReadyFile file, Inspection verdict) =>
        journal.Note(
            clock.GetUtcNow(),
            "manifest",
            KeyOf(file),
            repeated: false,
            new
            {
                accepted = verdict is Inspection.Sound,
                code = (verdict as Inspection.Broken)?.Code,
                letters = (verdict as Inspection.Sound)?.Letters.Count ?? 0,
            }
        );

    private static string KeyOf(ReadyFile file) => $"{file.Name}:{file.Sha256}";
}
