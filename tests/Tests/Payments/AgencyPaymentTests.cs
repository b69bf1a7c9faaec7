using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Audit;
using Hub.Payments;
using Microsoft.EntityFrameworkCore;
using Simulators.Gateway;
using Tests.Api;
using Tests.Simulation;

namespace Tests.Payments;

/// <summary>
/// An order paid at an agency, through the whole hub: the reference, the confirmation that comes when it comes, and the money
/// net of what the agency keeps.
/// </summary>
public sealed class AgencyPaymentTests : IAsyncLifetime
{
    private readonly PartnerDesk desk = new("agency");
    private ReferenceProvider agency = null!;
    private HubApplication hub = null!;
    private HttpClient portal = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        agency = new ReferenceProvider(
            new ReferenceSettings(
                "agency",
                ReferenceBench.Biller,
                ReferenceBench.Secret,
                0.10,
                () => new Uri(hub.Address, "payments/agency/confirmation")
            )
            {
                Habits = GatewayHabits.None,
            },
            desk.Agenda,
            desk.Clock,
            desk.Journal,
            seed: 3
        );
        await agency.StartAsync(0, Ct);
        hub = HubApplication.Start(
            ("Payments:Methods:0", "card"),
            ("Payments:Methods:1", "agency"),
            ("Adapters:Agency:Enabled", "true"),
            ("Adapters:Agency:BaseAddress", agency.Address.AbsoluteUri),
            ("Adapters:Agency:Secret", ReferenceBench.Secret),
            ("Adapters:Agency:BillerCode", ReferenceBench.Biller)
        );
        portal = hub.Portal();
    }

    public async ValueTask DisposeAsync()
    {
        portal.Dispose();
        await hub.DisposeAsync();
        await agency.DisposeAsync();
        desk.Dispose();
    }

    [Fact]
    public async Task A_reference_is_given_out_and_its_confirmation_pays_the_order_net_of_the_agency_s_part()
    {
        var (id, reference, centimes) = await AttemptAsync();

        Assert.True(agency.Pay(reference, centimes));
        await ConfirmAsync();

        var order = await GetAsync($"orders/{id}");
        Assert.True(order.GetProperty("payment").GetProperty("paid").GetBoolean());
        var fee = (long)(centimes * 0.10);
        Assert.Equal(
            [("provider", centimes - fee), ("provider_fee", fee)],
            (await AccountsAsync()).Where(a => a.Balance > 0)
        );
    }

    [Fact]
    public async Task Money_that_arrives_after_the_order_expired_goes_back()
    {
        var (id, reference, centimes) = await AttemptAsync();
        await hub.AdvanceAsync(TimeSpan.FromDays(4), Ct);

        Assert.True(agency.Pay(reference, centimes));
        await ConfirmAsync();
        await hub.AdvanceAsync(TimeSpan.FromHours(1), Ct);

        Assert.Equal("expired", (await GetAsync($"orders/{id}")).GetProperty("phase").GetString());
        Assert.Single(desk.Done("credit"));
        Assert.DoesNotContain(await AccountsAsync(), a => a is { Account: "payer", Balance: not 0 });
    }

    [Fact]
    public async Task A_reference_that_two_people_pay_asks_for_a_person_once()
    {
        var (_, reference, centimes) = await AttemptAsync();
        Assert.Equal("ACCEPTED", await ConfirmByHandAsync(reference, centimes, "T-1"));
        Assert.Equal("ACCEPTED", await ConfirmByHandAsync(reference, centimes, "T-1"));
        Assert.Empty(await IncidentsAsync());

        Assert.Equal("ACCEPTED", await ConfirmByHandAsync(reference, centimes, "T-2"));
        Assert.Equal("ACCEPTED", await ConfirmByHandAsync(reference, centimes, "T-2"));

        var incident = Assert.Single(await IncidentsAsync());
        Assert.Equal(("attempt_paid_again", "agency"), (incident.Code, incident.Partner));
        Assert.EndsWith("again by T-2.", incident.Message, StringComparison.Ordinal);
        Assert.Equal(
            centimes,
            (
                await hub.Store.ReadAsync(db => db.Ledger.SingleAsync(e => e.Kind == LedgerKind.Captured, Ct))
            ).ValueCentimes
        );
    }

    [Theory]
    [InlineData("amount", "1.00", "wrong_amount")]
    [InlineData("biller", "9999", "wrong_client")]
    [InlineData("currency", "EUR", "wrong_currency")]
    [InlineData(null, null, "bad_hash")]
    public async Task A_tampered_confirmation_is_refused_and_kept(string? field, string? value, string code)
    {
        var (id, reference, centimes) = await AttemptAsync();
        var amount = field == "amount" ? value! : Dirhams(centimes);
        List<KeyValuePair<string, string>> fields =
        [
            new("biller", field == "biller" ? value! : ReferenceBench.Biller),
            new("reference", reference),
            new("transaction", "T-1"),
            new("amount", amount),
            new("fee", "0.00"),
            new("net", amount),
            new("currency", field == "currency" ? value! : "MAD"),
        ];
        var secret = field is null ? "a secret somebody guessed" : ReferenceBench.Secret;
        fields.Add(new("signature", Adapters.Payments.ReferenceSeal.Of(fields, secret)));

        Assert.Equal("REFUSED", await PostAsync(fields));

        Assert.False(
            (await GetAsync($"orders/{id}")).GetProperty("payment").GetProperty("paid").GetBoolean()
        );
        var kept = await hub.Store.ReadAsync(db =>
            db.ReceivedPayloads.SingleAsync(p => p.Channel == "agency-callback", Ct)
        );
        Assert.Equal((PayloadOutcome.Rejected, code), (kept.Outcome, kept.Code));
    }

    [Fact]
    public async Task A_method_that_is_off_has_no_door()
    {
        using var visitor = hub.Visitor();
        using var nothing = new FormUrlEncodedContent([]);

        using var response = await visitor.PostAsync(
            new Uri("payments/sms/confirmation", UriKind.Relative),
            nothing,
            Ct
        );

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private Task<string> ConfirmByHandAsync(string reference, long centimes, string transaction)
    {
        List<KeyValuePair<string, string>> fields =
        [
            new("biller", ReferenceBench.Biller),
            new("reference", reference),
            new("transaction", transaction),
            new("amount", Dirhams(centimes)),
            new("fee", "0.00"),
            new("net", Dirhams(centimes)),
            new("currency", "MAD"),
        ];
        fields.Add(new("signature", Adapters.Payments.ReferenceSeal.Of(fields, ReferenceBench.Secret)));
        return PostAsync(fields);
    }

    private Task<List<Hub.Processes.Incident>> IncidentsAsync() =>
        hub.Store.ReadAsync(db => db.Incidents.ToListAsync(Ct));

    private async Task<(string Id, string Reference, long Centimes)> AttemptAsync()
    {
        var body = PortalOrder.New();
        body["payment"] = new JsonObject { ["method"] = "agency" };
        var order = await SendAsync("orders", body);
        var id = order.GetProperty("id").GetString()!;
        var attempt = await SendAsync($"orders/{id}/payment-attempts", null);
        Assert.False(attempt.TryGetProperty("form", out _));
        var amount = decimal.Parse(
            attempt.GetProperty("amount").GetString()!,
            System.Globalization.CultureInfo.InvariantCulture
        );
        return (id, attempt.GetProperty("reference").GetString()!, (long)(amount * 100));
    }

    private async Task ConfirmAsync()
    {
        await desk.PassAsync(TimeSpan.FromMinutes(1), Ct);
        await hub.SettleAsync(Ct);
    }

    private async Task<IReadOnlyList<(string Account, long Balance)>> AccountsAsync() =>
        [
            .. (await hub.Store.ReadAsync(db => AccountTurnover.ReadAsync(db.Ledger, Ct))).Select(a =>
                (a.Name, a.DebitCentimes - a.CreditCentimes)
            ),
        ];

    private async Task<string> PostAsync(IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var visitor = hub.Visitor();
        using var content = new FormUrlEncodedContent(fields);
        using var response = await visitor.PostAsync(
            new Uri("payments/agency/confirmation", UriKind.Relative),
            content,
            Ct
        );
        return await response.Content.ReadAsStringAsync(Ct);
    }

    private async Task<JsonElement> SendAsync(string path, JsonNode? body)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/v1/" + path)
        {
            Content = new StringContent(
                body?.ToJsonString() ?? "",
                System.Text.Encoding.UTF8,
                "application/json"
            ),
        };
        message.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await portal.SendAsync(message, Ct);
        return await PortalBench.ReadAsync(response, 201);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await portal.GetAsync(new Uri("api/v1/" + path, UriKind.Relative), Ct);
        return await PortalBench.ReadAsync(response, 200);
    }

    private static string Dirhams(long centimes) =>
        (centimes / 100m).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
}
