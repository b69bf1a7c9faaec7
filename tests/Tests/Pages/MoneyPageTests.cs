using System.Text;
using Hub.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tests.Pages;

/// <summary>Money by day, and the reconciliation: who sees it, a file handed in, a break signed off and exported.</summary>
public sealed class MoneyPageTests(PageHub hub) : IClassFixture<PageHub>
{
    private const string Header = "date;oid;type;gross;commission;net;settleId\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("clerk.1")]
    [InlineData("post.1")]
    public async Task Clerks_and_the_post_see_nothing_of_it(string user)
    {
        var page = await hub.SignInAsync(user);

        foreach (var path in (string[])["/money", "/money/reconciliation", "/money/breaks.csv"])
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("h1")).Not.ToContainTextAsync("Rapprochement");
            await Expect(page.Locator("table")).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task An_auditor_reads_and_changes_nothing()
    {
        var page = await hub.SignInAsync("auditor.1");

        await page.GotoAsync("/money");
        await Expect(page.Locator("tfoot .money").Last).ToHaveTextAsync("0.00 MAD");
        await page.GotoAsync("/money/reconciliation");

        await Expect(page.Locator("input[type=file]")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Viser" })).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("ar", "rtl", "لا شيء مفتوح", "نزاع من بنك المؤدي", "ينتظر شخصا ثانيا")]
    [InlineData(
        "fr",
        "ltr",
        "Rien n’est ouvert",
        "Impayé (contestation bancaire)",
        "attend une deuxième personne"
    )]
    [InlineData(
        "en",
        "ltr",
        "Nothing is open",
        "Chargeback by the payer’s bank",
        "waits for a second person"
    )]
    public async Task Open_cases_are_listed_in_the_reader_s_language_and_lead_to_their_order(
        string language,
        string direction,
        string nothing,
        string what,
        string state
    )
    {
        await EndCasesAsync();
        var page = await hub.SignInAsync("auditor.1", language);
        await page.GotoAsync("/money");
        var section = page.Locator("section[aria-labelledby=cases]").First;
        await Expect(page.Locator("html")).ToHaveAttributeAsync("dir", direction);
        await Expect(section).ToContainTextAsync(nothing);
        var order = (await hub.Seed.RequestAsync(PageHub.Bureau, lines: 1)).Order;
        await EnterCaseAsync(order.Id);

        await page.ReloadAsync();

        var row = section.Locator(".table-scroll tbody tr");
        await Expect(row).ToContainTextAsync(what);
        await Expect(row).ToContainTextAsync(state);
        await Expect(row).ToContainTextAsync("50.00");
        await Expect(row).ToContainTextAsync("monitor.1");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await page.WaitForURLAsync("**/orders/" + order.Id);
    }

    [Fact]
    public async Task A_file_is_handed_in_its_break_signed_off_and_exported_without_formulas()
    {
        var page = await hub.SignInAsync("monitor.1", "ar");
        await page.GotoAsync("/money/reconciliation");
        await UploadAsync(
            page,
            Header + "2026-11-23;STRANGE-7;sale;50.00;0.75;49.25;S1\n2026-11-23;X;gift;1.00;0;1.00;S1\n"
        );

        var row = page.Locator("tr", new() { HasText = "STRANGE-7" });
        await Expect(row).ToContainTextAsync("أداء بلا طلب");
        await Expect(page.Locator("details summary").First).ToHaveTextAsync("1");
        await row.Locator("input[name=note]").FillAsync("=HYPERLINK(\"http://evil.example\")");
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(row).ToContainTextAsync("مصادق عليه");

        var export = await page.APIRequest.GetAsync("/money/breaks.csv");
        var text = Encoding.UTF8.GetString(await export.BodyAsync());
        Assert.Equal('\uFEFF', text[0]);
        Assert.Contains("paid-no-order;2026-11-23;STRANGE-7;;0.00;50.00", text, StringComparison.Ordinal);
        Assert.DoesNotContain(";=", text, StringComparison.Ordinal);
        Assert.DoesNotContain(";\"=", text, StringComparison.Ordinal);
        var kept = await hub.Store.ReadAsync(db =>
            db.ReconciliationBreaks.SingleAsync(b => b.Oid == "STRANGE-7", Ct)
        );
        Assert.Equal((BreakType.PaidNoOrder, "user:monitor.1"), (kept.Type, kept.SignedOffBy));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_says_why()
    {
        var page = await hub.SignInAsync("admin.1");
        await page.GotoAsync("/money/reconciliation");

        await UploadAsync(page, "oid;net\n");

        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("en-tête");
    }

    private static async Task UploadAsync(IPage page, string content)
    {
        await page.SetInputFilesAsync(
            "input[type=file]",
            new FilePayload
            {
                Name = "settlement.csv",
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(content),
            }
        );
        await page.Locator("form[action='/money/settlements'] button").ClickAsync();
        await page.WaitForURLAsync("**/money/reconciliation?*");
    }

    private Task EndCasesAsync() =>
        hub.Store.WriteAsync(
            async session =>
                (await session.Db.Chargebacks.ToListAsync(Ct)).ForEach(c => c.State = ChargebackState.Lost),
            Ct
        );

    private Task EnterCaseAsync(Guid orderId) =>
        hub.Store.WriteAsync(
            async session =>
            {
                var attempt = await session.Db.PaymentAttempts.SingleAsync(a => a.OrderId == orderId, Ct);
                session.Db.Chargebacks.Add(
                    new Chargeback
                    {
                        Id = session.NewId(),
                        OrderId = orderId,
                        AttemptId = attempt.Id,
                        CaseNumber = "CB-9",
                        Reason = "not_received",
                        NoticedOn = "2026-11-19",
                        AmountCentimes = 50_00,
                        EnteredBy = "user:monitor.1",
                        EnteredAt = session.Now,
                        State = ChargebackState.Waiting,
                    }
                );
            },
            Ct
        );
}
