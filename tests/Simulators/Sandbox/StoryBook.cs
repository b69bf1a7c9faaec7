using System.Globalization;
using System.Text.Json;
using Simulators.Portal;
using Simulators.Scenario;

namespace Simulators.Sandbox;

/// <summary>
/// All the citizens of a demo: when each arrives, what the portal hears of their orders, and how each story ended.
/// </summary>
internal sealed class StoryBook : IDisposable
{
    /// <summary>An order that is not over by then never will be.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(100);

    /// <summary>How long time goes on after the last story's end.</summary>
    public static readonly TimeSpan Aftermath = TimeSpan.FromDays(3);

    private const string Portal = "the portal";
    private const int BurstSize = 12;
    private static readonly TimeSpan Arrivals = TimeSpan.FromDays(3);
    private static readonly TimeSpan EventsEvery = TimeSpan.FromHours(2);
    private const double UnheardShare = 0.05;

    private readonly Partners partners;
    private readonly PortalClient portal;
    private readonly CitizenBrowser browser = new();
    private readonly Dictionary<string, CitizenStory> byOrder = new(StringComparer.Ordinal);
    private readonly HashSet<string> heard = new(StringComparer.Ordinal);

    /// <summary>The stories of so many orders.</summary>
    public StoryBook(Partners partners, int orders)
    {
        this.partners = partners;
        portal = new PortalClient(
            partners.Setup.Hub,
            Partners.PortalKey,
            partners.Clock,
            partners.JournalOf("portal"),
            partners.Draw,
            UnheardShare
        );
        Stories = [.. OrderPlans.Deal(orders, partners.Draw, partners.Bureaus).Select(ToStory)];
    }

    public IReadOnlyList<CitizenStory> Stories { get; }

    /// <summary>How many stories have ended.</summary>
    public int Ended => Stories.Count(story => story.EndedWith is not null);

    public bool AreOver => Stories.All(story => story.EndedWith is not null);

    /// <summary>Lets the citizens come, in bursts over the first days, and the portal listen.</summary>
    public void Begin(DateTimeOffset from)
    {
        var random = partners.Draw.For("arrivals");
        foreach (var burst in Stories.Chunk(BurstSize))
        {
            var at = from + random.Between(TimeSpan.Zero, Arrivals);
            partners.Agenda.Add(at, Portal, "orders arrive", ct => PlaceAsync(burst, ct));
        }

        Listen();
    }

    /// <summary>What the hub says of the orders, compared with their plans: one line for each that ended otherwise.</summary>
    public async Task<IReadOnlyList<string>> FindUnexpectedAsync(CancellationToken ct)
    {
        var lines = new List<string>();
        foreach (var story in Stories)
        {
            var shown = story.OrderId is null
                ? "never placed"
                : (await portal.GetAsync("api/v1/orders/" + story.OrderId, ct))
                    .GetProperty("state")
                    .GetString();
            if (shown != story.Plan.EndsAs)
            {
                lines.Add(
                    $"{story.Reference} at {story.Plan.BureauCode} ({story.Plan.Story}): "
                        + $"planned {story.Plan.EndsAs}, is {shown}"
                );
            }
        }

        return lines;
    }

    public void Dispose()
    {
        portal.Dispose();
        browser.Dispose();
    }

    private CitizenStory ToStory(OrderPlan plan)
    {
        var reference = string.Create(
            CultureInfo.InvariantCulture,
            $"WTQ-{partners.Setup.Seed}-{plan.Index + 1:00000}"
        );
        var random = partners.Draw.For("citizen:" + reference);
        var consulate = partners.Bureaus.Find(plan.BureauCode)?.Type == "consulate";
        var form = OrderForm.Of(plan, reference, consulate, random);
        return new CitizenStory(
            plan,
            form,
            portal,
            browser,
            partners.Counters,
            partners.Plans,
            partners.Agenda,
            partners.Clock,
            random
        );
    }

    private async Task PlaceAsync(IReadOnlyList<CitizenStory> burst, CancellationToken ct)
    {
        await Task.WhenAll(burst.Where(story => story.OrderId is null).Select(story => story.PlaceAsync(ct)));
        foreach (var story in burst)
        {
            byOrder[story.OrderId!] = story;
        }
    }

    private void Listen() =>
        partners.Agenda.Add(
            partners.Clock.GetUtcNow() + EventsEvery,
            Portal,
            "reads what it heard",
            _ =>
            {
                Hear();
                Listen();
                return Task.CompletedTask;
            }
        );

    /// <summary>The portal's own queue: what its endpoint took since it last looked.</summary>
    private void Hear()
    {
        foreach (var news in partners.Webhooks.Events.Where(news => heard.Add(news.Id)))
        {
            if (byOrder.TryGetValue(news.OrderId.ToString(), out var story))
            {
                var at = JsonElement.Parse(news.Body).GetProperty("timestamp").GetDateTimeOffset();
                story.Hear(news.Type, at);
            }
        }
    }
}
