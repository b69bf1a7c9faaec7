using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulators.Gateway;
using Simulators.Scenario;

namespace Simulators.Portal;

/// <summary>
/// One citizen and one order: fills in the form, pays (as planned), corrects when asked, and learns from the portal's events
/// what becomes of it. Every step is an act of its own, so that one that finds the hub away is simply done again.
/// </summary>
internal sealed class CitizenStory(
    OrderPlan plan,
    JsonObject form,
    PortalClient portal,
    CitizenBrowser browser,
    IReadOnlyDictionary<PayBy, ReferenceProvider> counters,
    PlanBook plans,
    Agenda agenda,
    PartnerClock clock,
    Random random
)
{
    private readonly HashSet<string> reactedTo = new(StringComparer.Ordinal);

    public OrderPlan Plan => plan;

    /// <summary>The portal's own reference of the order.</summary>
    public string Reference => (string)form["reference"]!;

    /// <summary>The hub's id of the order; null until it was placed.</summary>
    public string? OrderId { get; private set; }

    public DateTimeOffset? PlacedAt { get; private set; }

    /// <summary>The last word of the events: <c>order.delivered</c> …; null before the end.</summary>
    public string? EndedWith { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Places the order.</summary>
    public async Task PlaceAsync(CancellationToken ct)
    {
        var placed = await portal.PlaceAsync(form, ct);
        OrderId = placed.GetProperty("id").GetString()!;
        PlacedAt = clock.GetUtcNow();
        plans.Bind(placed.GetProperty("trackingNumber").GetString()!, plan);
        if (plan.Payment != PaymentTurn.NeverPaid)
        {
            Later(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(15), "pays", PayAsync);
        }
    }

    /// <summary>Hears one event of the order, after whatever the citizen is doing now.</summary>
    public void Hear(string type, DateTimeOffset at) =>
        agenda.Add(
            clock.GetUtcNow(),
            Reference,
            "hears " + type,
            _ =>
            {
                React(type, at);
                return Task.CompletedTask;
            }
        );

    private void React(string type, DateTimeOffset at)
    {
        switch (type)
        {
            case "order.needs_information" when reactedTo.Add(type):
                Later(TimeSpan.FromHours(3), TimeSpan.FromHours(30), "corrects the act", CorrectActAsync);
                break;
            case "order.returned" when reactedTo.Add(type):
                Later(
                    TimeSpan.FromHours(5),
                    TimeSpan.FromHours(40),
                    "corrects the address",
                    CorrectAddressAsync
                );
                break;
            case "order.delivered"
            or "order.refunded"
            or "order.expired"
            or "order.closed" when EndedWith is null:
                (EndedWith, EndedAt) = (type, at);
                plans.Close(plan);
                break;
        }
    }

    private async Task PayAsync(CancellationToken ct)
    {
        if (plan.Method != PayBy.Card)
        {
            await TakeReferenceAsync(ct);
            return;
        }

        switch (plan.Payment)
        {
            case PaymentTurn.DeclinedThenApproved:
                await DeclineAsync(ct);
                break;
            case PaymentTurn.PaidTwice:
                // Two tabs: both attempts are open before either is paid.
                var first = await portal.StartAttemptAsync(OrderId!, KeyOf("pay-1"), ct);
                var second = await portal.StartAttemptAsync(OrderId!, KeyOf("pay-2"), ct);
                await ShowCardAsync(first, TestCards.Approved, ct);
                await ShowCardAsync(second, TestCards.Approved, ct);
                break;
            default:
                var attempt = await portal.StartAttemptAsync(OrderId!, KeyOf("pay-1"), ct);
                await ShowCardAsync(attempt, TestCards.Approved, ct);
                break;
        }
    }

    /// <summary>The number is noted down, and paid at a counter or by SMS: soon, or when it is too late.</summary>
    private async Task TakeReferenceAsync(CancellationToken ct)
    {
        var attempt = await portal.StartAttemptAsync(OrderId!, KeyOf("pay-1"), ct);
        var reference = attempt.GetProperty("reference").GetString()!;
        var amount = decimal.Parse(attempt.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture);
        var late = plan.Payment == PaymentTurn.PaidLate;
        Later(
            late ? TimeSpan.FromHours(80) : TimeSpan.FromMinutes(20),
            late ? TimeSpan.FromHours(110) : TimeSpan.FromHours(20),
            "pays the reference",
            _ =>
            {
                counters[plan.Method]
                    .Pay(
                        reference,
                        (long)(amount * 100),
                        plan.Payment == PaymentTurn.ConfirmedTwice
                            ? CounterTurn.ConfirmedTwice
                            : CounterTurn.Confirmed
                    );
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>Another card on the same page, or a new attempt from the portal: both happen.</summary>
    private async Task DeclineAsync(CancellationToken ct)
    {
        var attempt = await portal.StartAttemptAsync(OrderId!, KeyOf("pay-1"), ct);
        var page = await ShowCardAsync(attempt, TestCards.InsufficientFunds, ct);
        if (plan.Index % 2 == 0)
        {
            await browser.PayAsync(page, TestCards.Approved, ct);
            return;
        }

        Later(
            TimeSpan.FromMinutes(30),
            TimeSpan.FromHours(5),
            "pays with another card",
            async next =>
                await ShowCardAsync(
                    await portal.StartAttemptAsync(OrderId!, KeyOf("pay-2"), next),
                    TestCards.Approved,
                    next
                )
        );
    }

    private async Task<BrowserPage> ShowCardAsync(JsonElement attempt, string card, CancellationToken ct)
    {
        var target = attempt.GetProperty("form");
        var fields = target.GetProperty("fields").EnumerateObject();
        var page = await browser.OpenAsync(
            new Uri(target.GetProperty("url").GetString()!),
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value.GetString()!)),
            ct
        );
        return await browser.PayAsync(page, card, ct);
    }

    private Task CorrectActAsync(CancellationToken ct) =>
        portal.CorrectAsync(
            OrderId!,
            KeyOf("correct-act"),
            new JsonObject { ["act"] = OrderForm.CorrectedAct(form) },
            ct
        );

    private Task CorrectAddressAsync(CancellationToken ct) =>
        portal.CorrectAsync(
            OrderId!,
            KeyOf("correct-address"),
            new JsonObject { ["recipient"] = OrderForm.CorrectedRecipient(form) },
            ct
        );

    private string KeyOf(string what) => $"{Reference}-{what}";

    private void Later(TimeSpan least, TimeSpan most, string what, Func<CancellationToken, Task> act) =>
        agenda.Add(clock.GetUtcNow() + random.Between(least, most), Reference, what, act);
}
