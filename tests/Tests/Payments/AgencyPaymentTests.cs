using System.Net;
using Hub.Audit;
using Hub.Payments;
using Microsoft.EntityFrameworkCore;

namespace Tests.Payments;

/// <summary>
/// An order paid at an agency, through the whole hub: the reference, the confirmation that comes when it comes, and the money
/// net of what the agency keeps.
/// </summary>
public sealed class AgencyPaymentTests : IAsyncLifetime
{
    private readonly AgencyBench bench = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => bench.OpenAsync(Ct);

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task A_reference_is_given_out_and_its_confirmation_pays_the_order_net_of_the_agency_s_part()
    {
        var (id, reference, centimes) = await bench.AttemptAsync();

        Assert.True(bench.Agency.Pay(reference, centimes));
        await ConfirmAsync();

        var order = await bench.GetAsync($"orders/{id}");
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
        var (id, reference, centimes) = await bench.AttemptAsync();
        await bench.Hub.AdvanceAsync(TimeSpan.FromDays(4), Ct);

        Assert.True(bench.Agency.Pay(reference, centimes));
        await ConfirmAsync();
        await bench.Hub.AdvanceAsync(TimeSpan.FromHours(1), Ct);

        Assert.Equal("expired", (await bench.GetAsync($"orders/{id}")).GetProperty("phase").GetString());
        Assert.Single(bench.Desk.Done("credit"));
        Assert.DoesNotContain(await AccountsAsync(), a => a is { Account: "payer", Balance: not 0 });
    }

    [Fact]
    public async Task A_reference_that_two_people_pay_asks_for_a_person_once()
    {
        var (_, reference, centimes) = await bench.AttemptAsync();
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
                await bench.Hub.Store.ReadAsync(db =>
                    db.Ledger.SingleAsync(e => e.Kind == LedgerKind.Captured, Ct)
                )
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
        var (id, reference, centimes) = await bench.AttemptAsync();
        var amount = field == "amount" ? value! : AgencyBench.Dirhams(centimes);
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
            (await bench.GetAsync($"orders/{id}")).GetProperty("payment").GetProperty("paid").GetBoolean()
        );
        var kept = await bench.Hub.Store.ReadAsync(db =>
            db.ReceivedPayloads.SingleAsync(p => p.Channel == "agency-callback", Ct)
        );
        Assert.Equal((PayloadOutcome.Rejected, code), (kept.Outcome, kept.Code));
    }

    [Fact]
    public async Task A_method_that_is_off_has_no_door()
    {
        using var visitor = bench.Hub.Visitor();
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
            new("amount", AgencyBench.Dirhams(centimes)),
            new("fee", "0.00"),
            new("net", AgencyBench.Dirhams(centimes)),
            new("currency", "MAD"),
        ];
        fields.Add(new("signature", Adapters.Payments.ReferenceSeal.Of(fields, ReferenceBench.Secret)));
        return PostAsync(fields);
    }

    private Task<List<Hub.Processes.Incident>> IncidentsAsync() =>
        bench.Hub.Store.ReadAsync(db => db.Incidents.ToListAsync(Ct));

    private async Task ConfirmAsync()
    {
        await bench.PassAsync(TimeSpan.FromMinutes(1));
    }

    private async Task<IReadOnlyList<(string Account, long Balance)>> AccountsAsync() =>
        [
            .. (await bench.Hub.Store.ReadAsync(db => AccountTurnover.ReadAsync(db.Ledger, Ct))).Select(a =>
                (a.Name, a.DebitCentimes - a.CreditCentimes)
            ),
        ];

    private async Task<string> PostAsync(IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var visitor = bench.Hub.Visitor();
        using var content = new FormUrlEncodedContent(fields);
        using var response = await visitor.PostAsync(
            new Uri("payments/agency/confirmation", UriKind.Relative),
            content,
            Ct
        );
        return await response.Content.ReadAsStringAsync(Ct);
    }
}
