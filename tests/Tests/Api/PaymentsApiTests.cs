using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Audit;
using Hub.Payments;
using Microsoft.EntityFrameworkCore;
using static Tests.Api.PortalBench;

namespace Tests.Api;

/// <summary>Attempts to pay, and what the gateway reports of them.</summary>
public sealed class PaymentsApiTests(PortalBench bench) : IClassFixture<PortalBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_attempt_gives_the_form_for_the_gateway_s_page_signed_and_without_the_store_key()
    {
        var order = await bench.PlaceAsync();

        var attempt = await bench.StartAttemptAsync(order.GetProperty("id").GetString()!);

        var fields = attempt.GetProperty("form").GetProperty("fields");
        Assert.Equal(
            order.GetProperty("trackingNumber").GetString() + "-1",
            attempt.GetProperty("oid").GetString()
        );
        Assert.Equal(TotalOf(order), attempt.GetProperty("amount").GetString());
        Assert.Equal(TotalOf(order), fields.GetProperty("amount").GetString());
        Assert.Equal("ar", fields.GetProperty("lang").GetString());
        Assert.EndsWith(
            "/pay/return/" + order.GetProperty("id").GetString(),
            fields.GetProperty("okUrl").GetString(),
            StringComparison.Ordinal
        );
        Assert.True(fields.TryGetProperty("HASH", out _));
        Assert.DoesNotContain(
            Simulation.HubApplication.StoreKey,
            attempt.GetRawText(),
            StringComparison.Ordinal
        );
        Assert.Equal("2026-11-27T09:00:00Z", attempt.GetProperty("expiresAt").GetString());
    }

    [Fact]
    public async Task The_browser_s_return_is_met_by_a_page_and_proves_nothing()
    {
        var (id, _, _) = await StartAsync();
        using var approved = new FormUrlEncodedContent([
            new("Response", "Approved"),
            new("ProcReturnCode", "00"),
        ]);

        using var page = await bench.Portal.PostAsync(
            new Uri("/pay/return/" + id, UriKind.Relative),
            approved,
            Ct
        );

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Merci", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.False(await IsPaidAsync(id));
    }

    [Fact]
    public async Task An_approval_pays_the_order_and_its_repetition_changes_nothing()
    {
        var (id, oid, amount) = await StartAsync();

        Assert.Equal("ACTION=POSTAUTH", await bench.ReportAsync(oid, amount));
        Assert.Equal("ACTION=POSTAUTH", await bench.ReportAsync(oid, amount));
        await bench.Hub.SettleAsync(Ct);

        var order = await bench.GetAsync($"orders/{id}");
        Assert.True(order.GetProperty("payment").GetProperty("paid").GetBoolean());
        Assert.NotEqual("created", order.GetProperty("phase").GetString());
        var booked = await bench.Hub.Store.ReadAsync(db =>
            db.Ledger.Where(e => e.OrderId == Guid.Parse(id)).ToListAsync(Ct)
        );
        Assert.Equal(LedgerKind.Captured, Assert.Single(booked).Kind);
    }

    [Fact]
    public async Task A_refusal_may_be_followed_by_an_approval()
    {
        var (id, oid, amount) = await StartAsync();

        Assert.Equal("APPROVED", await bench.ReportAsync(oid, amount, "51"));
        Assert.False(await IsPaidAsync(id));
        Assert.Equal("ACTION=POSTAUTH", await bench.ReportAsync(oid, amount));

        Assert.True(await IsPaidAsync(id));
    }

    [Fact]
    public async Task A_tampered_amount_is_refused_and_kept()
    {
        var (id, oid, _) = await StartAsync();

        Assert.Equal("FAILURE", await bench.ReportAsync(oid, "1.00"));

        Assert.False(await IsPaidAsync(id));
        var kept = await bench.Hub.Store.ReadAsync(db =>
            db.ReceivedPayloads.SingleAsync(p => p.Key == oid, Ct)
        );
        Assert.Equal((PayloadOutcome.Rejected, "wrong_amount"), (kept.Outcome, kept.Code));
    }

    [Theory]
    [InlineData(null, "3ds_missing")]
    [InlineData("0", "3ds_0")]
    public async Task An_approval_that_3D_Secure_does_not_prove_pays_nothing_and_is_kept_by_its_code(
        string? mdStatus,
        string code
    )
    {
        var (id, oid, amount) = await StartAsync();

        Assert.Equal("APPROVED", await bench.ReportAsync(oid, amount, mdStatus: mdStatus));

        Assert.False(await IsPaidAsync(id));
        var kept = await bench.Hub.Store.ReadAsync(db =>
            db.ReceivedPayloads.SingleAsync(p => p.Key == oid, Ct)
        );
        Assert.Equal((PayloadOutcome.Rejected, code), (kept.Outcome, kept.Code));
        var order = Guid.Parse(id);
        var incident = await bench.Hub.Store.ReadAsync(db =>
            db.Incidents.SingleAsync(i => i.OrderId == order, Ct)
        );
        Assert.Equal("approval_unproven", incident.Code);
        Assert.Equal("ACTION=POSTAUTH", await bench.ReportAsync(oid, amount));
        Assert.True(await IsPaidAsync(id));
    }

    [Fact]
    public async Task A_report_of_an_attempt_nobody_knows_yet_is_kept_and_matched_later()
    {
        var order = await bench.PlaceAsync();
        var id = order.GetProperty("id").GetString()!;
        var oid = order.GetProperty("trackingNumber").GetString() + "-1";

        Assert.Equal("FAILURE", await bench.ReportAsync(oid, TotalOf(order)));
        await bench.StartAttemptAsync(id);
        var matched = await bench.Hub.Get<RematchCallbacks>().RunAsync(Ct);

        Assert.Equal(1, matched);
        Assert.True(await IsPaidAsync(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("oid=1&oid=2")]
    [InlineData("\u0000%%%")]
    public async Task Garbage_gets_the_plain_no(string body)
    {
        using var visitor = bench.Hub.Visitor();
        using var content = new StringContent(body);

        using var response = await visitor.PostAsync(
            new Uri("payments/cmi/callback", UriKind.Relative),
            content,
            Ct
        );

        Assert.Equal("FAILURE", await response.Content.ReadAsStringAsync(Ct));
    }

    [Theory]
    [InlineData("iso-8859-9", "%C7a%F0la | \\")]
    [InlineData("\"windows-1256\"", "%E3%CD%E3%CF")]
    [InlineData("utf-8", "%C3%87a%C4%9Fla")]
    [InlineData("unheard-of", "%C3%87a%C4%9Fla")]
    public async Task A_form_is_read_in_the_charset_it_declares(string charset, string escapedName)
    {
        var (id, oid, amount) = await StartAsync();
        var name = charset switch
        {
            "iso-8859-9" => "Çağla | \\",
            "\"windows-1256\"" => "محمد",
            _ => "Çağla",
        };
        var body = Signed(oid, amount, ("BillToName", name, escapedName));

        Assert.Equal("ACTION=POSTAUTH", await bench.PostCallbackAsync(body, charset));

        Assert.True(await IsPaidAsync(id));
    }

    [Fact]
    public async Task Whatever_an_unsigned_body_calls_its_order_it_is_kept()
    {
        var oid = "\0" + string.Concat(Enumerable.Range(0, 8000).Select(i => (char)('a' + (i * i % 26))));

        var answer = await bench.PostCallbackAsync("oid=" + Uri.EscapeDataString(oid) + "&HASH=x", "utf-8");

        Assert.Equal("FAILURE", answer);
        var kept = await bench.Hub.Store.ReadAsync(db =>
            db.ReceivedPayloads.SingleAsync(p => p.Key!.StartsWith("?ab"), Ct)
        );
        Assert.Equal((80, "bad_hash"), (kept.Key!.Length, kept.Code));
        Assert.True(kept.Content.Length > 8000);
    }

    [Fact]
    public async Task A_body_larger_than_any_callback_is_refused_and_its_beginning_kept()
    {
        using var visitor = bench.Hub.Visitor();
        using var content = new StringContent(new string('x', 1024 * 1024));

        using var response = await visitor.PostAsync(
            new Uri("payments/cmi/callback", UriKind.Relative),
            content,
            Ct
        );

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("FAILURE", await response.Content.ReadAsStringAsync(Ct));
        var kept = await bench.Hub.Store.ReadAsync(db =>
            db.ReceivedPayloads.SingleAsync(p => p.Code == "callback_too_large", Ct)
        );
        Assert.Equal((PayloadOutcome.Rejected, 64 * 1024), (kept.Outcome, kept.Content.Length));
    }

    [Fact]
    public async Task A_paid_order_takes_no_further_attempt()
    {
        var (id, oid, amount) = await StartAsync();
        await bench.ReportAsync(oid, amount);

        using var response = await bench.PostAsync($"orders/{id}/payment-attempts", new JsonObject());

        Assert.Equal("order_not_awaiting_payment", CodeOf(await ReadAsync(response, 409)));
    }

    [Fact]
    public async Task A_method_that_is_off_and_an_order_that_is_not_there_are_refused_by_name()
    {
        var id = (await bench.PlaceAsync()).GetProperty("id").GetString();

        using var off = await bench.PostAsync(
            $"orders/{id}/payment-attempts",
            new JsonObject { ["method"] = "sms" }
        );
        using var nowhere = await bench.PostAsync($"orders/{Guid.NewGuid()}/payment-attempts", null);

        Assert.Equal("payment_method_off", CodeOf(await ReadAsync(off, 409)));
        Assert.Equal("order_not_found", CodeOf(await ReadAsync(nowhere, 404)));
    }

    private static string TotalOf(JsonElement order) =>
        order.GetProperty("price").GetProperty("total").GetString()!;

    private async Task<(string Id, string Oid, string Amount)> StartAsync()
    {
        var order = await bench.PlaceAsync();
        var id = order.GetProperty("id").GetString()!;
        var attempt = await bench.StartAttemptAsync(id);
        return (id, attempt.GetProperty("oid").GetString()!, TotalOf(order));
    }

    private async Task<bool> IsPaidAsync(string id) =>
        (await bench.GetAsync($"orders/{id}")).GetProperty("payment").GetProperty("paid").GetBoolean();
}
