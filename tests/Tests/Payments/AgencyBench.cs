using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulators.Gateway;
using Tests.Api;
using Tests.Simulation;

namespace Tests.Payments;

/// <summary>The whole hub with an agency that takes references, and a portal that orders.</summary>
internal sealed class AgencyBench : IAsyncDisposable
{
    private readonly PartnerDesk desk = new("agency");
    private readonly HttpClient browser = new();
    private HttpClient portal = null!;

    public ReferenceProvider Agency { get; private set; } = null!;
    public HubApplication Hub { get; private set; } = null!;
    public PartnerDesk Desk => desk;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Opens the agency's door, then the hub's.</summary>
    public async ValueTask OpenAsync(CancellationToken ct)
    {
        Agency = new ReferenceProvider(
            new ReferenceSettings(
                "agency",
                ReferenceBench.Biller,
                ReferenceBench.Secret,
                0.10,
                () => new Uri(Hub.Address, "payments/agency/confirmation")
            )
            {
                Habits = GatewayHabits.None,
            },
            desk.Agenda,
            desk.Clock,
            desk.Journal,
            seed: 3
        );
        await Agency.StartAsync(0, ct);
        Hub = HubApplication.Start(
            ("Payments:Methods:0", "card"),
            ("Payments:Methods:1", "agency"),
            ("Adapters:Agency:Enabled", "true"),
            ("Adapters:Agency:BaseAddress", Agency.Address.AbsoluteUri),
            ("Adapters:Agency:Secret", ReferenceBench.Secret),
            ("Adapters:Agency:BillerCode", ReferenceBench.Biller)
        );
        portal = Hub.Portal();
    }

    /// <summary>An order to be paid at an agency, and its reference.</summary>
    public async Task<(string Id, string Reference, long Centimes)> AttemptAsync()
    {
        var body = PortalOrder.New();
        body["payment"] = new JsonObject { ["method"] = "agency" };
        var order = await SendAsync("orders", body);
        var id = order.GetProperty("id").GetString()!;
        var attempt = await SendAsync($"orders/{id}/payment-attempts", null);
        Assert.False(attempt.TryGetProperty("form", out _));
        var amount = decimal.Parse(attempt.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture);
        return (id, attempt.GetProperty("reference").GetString()!, (long)(amount * 100));
    }

    /// <summary>Somebody fills in the counter's form; the page that follows.</summary>
    public Task<string> PayAtCounterAsync(string reference, long centimes, CounterTurn turn) =>
        PayAtCounterAsync(reference, Dirhams(centimes), turn);

    /// <summary>The same with an amount as it is typed.</summary>
    public async Task<string> PayAtCounterAsync(string reference, string amount, CounterTurn turn)
    {
        using var form = new FormUrlEncodedContent([
            new("lang", "fr"),
            new("reference", reference),
            new("amount", amount),
            new("turn", turn.ToString()),
        ]);
        using var response = await browser.PostAsync(new Uri(Agency.Address, "counter"), form, Ct);
        return await response.Content.ReadAsStringAsync(Ct);
    }

    /// <summary>Time passes at the agency; the hub does what it heard.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await desk.PassAsync(time, Ct);
        await Hub.SettleAsync(Ct);
    }

    public async Task<bool> IsPaidAsync(string id) =>
        (await GetAsync($"orders/{id}")).GetProperty("payment").GetProperty("paid").GetBoolean();

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await portal.GetAsync(new Uri("api/v1/" + path, UriKind.Relative), Ct);
        return await PortalBench.ReadAsync(response, 200);
    }

    public static string Dirhams(long centimes) =>
        (centimes / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        portal.Dispose();
        browser.Dispose();
        await Hub.DisposeAsync();
        await Agency.DisposeAsync();
        desk.Dispose();
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
}
