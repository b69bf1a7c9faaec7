using NodaTime;
using NodaTime.Text;
using Simulators.Scenario;

namespace Simulators.Post;

/// <summary>
/// The daily reports: every morning what scanners saw, in no order, some of it late, some of it told twice, by the clocks on
/// the walls; returned letters in a file of their own.
/// </summary>
internal sealed class EventReports(
    PostSimulatorOptions options,
    PostOutbox outbox,
    PostCountries countries,
    Agenda agenda,
    Journal journal,
    PartnerClock clock
)
{
    private const int GarbageIn = 2;
    private const int TwiceIn = 3;
    private static readonly LocalTime Morning = new(6, 30);
    private static readonly LocalDateTimePattern WallTime = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd'T'HH:mm:ss"
    );

    private static readonly string[] EventColumns =
    [
        "record",
        "item",
        "event_code",
        "event_time",
        "office",
        "country",
        "reason",
        "action",
        "signatory",
    ];
    private static readonly string[] ReturnColumns = ["record", "item", "returned_at", "office", "reason"];

    private readonly DateTimeZone casablanca = countries.ZoneOf("MA");
    private readonly SortedDictionary<DateTimeOffset, List<Scan>> pending = [];
    private readonly HashSet<Scan> told = [];
    private int eventFiles;

    /// <summary>
    /// Plans the telling of a letter's scans. <paramref name="toldAlready"/>: what would have been told by now was told by an
    /// earlier run of this post.
    /// </summary>
    public void Add(IReadOnlyList<Scan> scans, Random random, bool toldAlready)
    {
        foreach (var scan in scans)
        {
            var late = random.NextDouble() < options.LateShare ? random.Next(1, 3) : 0;
            var twice = random.NextDouble() < options.ToldTwiceShare;
            var at = MorningAfter(scan.At, late);
            Plan(scan, at, toldAlready);
            if (twice)
            {
                Plan(scan, MorningAfter(at, 0), toldAlready);
            }
        }
    }

    private void Plan(Scan scan, DateTimeOffset at, bool toldAlready)
    {
        var now = clock.GetUtcNow();
        if (at <= now)
        {
            if (toldAlready)
            {
                told.Add(scan);
                return;
            }

            at = MorningAfter(now, 0);
        }

        if (!pending.TryGetValue(at, out var scans))
        {
            pending[at] = scans = [];
            agenda.Add(at, PostSimulator.Name, "daily report", _ => TellAsync(at));
        }

        scans.Add(scan);
    }

    private DateTimeOffset MorningAfter(DateTimeOffset moment, int daysLate)
    {
        var local = Instant.FromDateTimeOffset(moment).InZone(casablanca).LocalDateTime;
        var date = local.TimeOfDay < Morning ? local.Date : local.Date.PlusDays(1);
        return casablanca.AtLeniently(date.PlusDays(daysLate).At(Morning)).ToDateTimeOffset();
    }

    private Task TellAsync(DateTimeOffset at)
    {
        if (!pending.Remove(at, out var scans))
        {
            return Task.CompletedTask;
        }

        // The order in which scanners are read out, the same for the same seed and day.
        var shuffled = scans.ToArray();
        Draws.For(options.Seed, at.ToString("O")).Shuffle(shuffled);
        var events = shuffled.Where(scan => scan.Code != "RET").ToList();
        var returns = shuffled.Where(scan => scan.Code == "RET").ToList();
        if (events.Count > 0)
        {
            TellEvents(events);
        }

        if (returns.Count > 0)
        {
            outbox.Drop(
                "RET",
                options.Sender,
                ReturnColumns,
                returns.Select(scan => new[] { "R", scan.Item, Wall(scan), scan.Office, scan.Reason })
            );
        }

        foreach (var scan in shuffled)
        {
            journal.Note(at, "event", $"{scan.Item}:{scan.Code}:{scan.At:O}", repeated: !told.Add(scan));
        }

        return Task.CompletedTask;
    }

    private void TellEvents(List<Scan> events)
    {
        eventFiles++;
        var rows = events
            .Select(scan =>
                new[]
                {
                    "R",
                    scan.Item,
                    scan.Code,
                    Wall(scan),
                    scan.Office,
                    scan.Country,
                    scan.Reason,
                    scan.Action,
                    "",
                }
            )
            .ToList();
        if (options.IsNasty && eventFiles == GarbageIn)
        {
            rows.Insert(rows.Count / 2, ["R", "RR12#", "E?", "yesterday", "\u0001", "", "", "", ""]);
        }

        var file = outbox.Drop("EVT", options.Sender, EventColumns, rows);
        if (options.IsNasty && eventFiles == TwiceIn)
        {
            agenda.Add(
                clock.GetUtcNow().AddHours(5),
                PostSimulator.Name,
                "the same report once more",
                _ => outbox.DropAgainAsync(file)
            );
        }
    }

    private string Wall(Scan scan) =>
        WallTime.Format(
            Instant.FromDateTimeOffset(scan.At).InZone(countries.ZoneOf(scan.Country)).LocalDateTime
        );
}
