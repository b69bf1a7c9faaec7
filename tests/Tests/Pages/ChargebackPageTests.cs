using Hub.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tests.Pages;

/// <summary>A bank's letter, entered on the order's page, agreed to by somebody else, and won; who may, and who may not.</summary>
public sealed class ChargebackPageTests(PageHub hub) : IClassFixture<PageHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_is_entered_in_Arabic_booked_seen_on_the_timeline_and_lost()
    {
        var page = await hub.SignInAsync("monitor.1", "ar");
        var order = (await hub.Seed.RequestAsync(PageHub.Bureau, lines: 1)).Order;
        await page.GotoAsync($"/orders/{order.Id}");

        await page.GetByText("إدخال إشعار نزاع بنكي وصل برسالة").ClickAsync();
        await page.FillAsync("#chargeback-case", "CB-2026/77");
        await page.SelectOptionAsync("#chargeback-reason", "not_recognised");
        await page.FillAsync("#chargeback-date", "2026-11-20");
        await page.FillAsync("#chargeback-amount", "20,50");
        await page.GetByRole(AriaRole.Button, new() { Name = "تسجيل الإشعار" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("سجل الإشعار.");
        await Expect(page.Locator("ol.timeline")).ToContainTextAsync("أدخل إشعار نزاع بنكي");
        await Expect(page.Locator("ol.timeline")).ToContainTextAsync("CB-2026/77 · 20.50 MAD");
        await Expect(page.Locator("table.money").First).ToContainTextAsync("20.50");
        await page.GetByRole(AriaRole.Button, new() { Name = "خسرناه" }).ClickAsync();
        await Expect(page.Locator("ol.timeline")).ToContainTextAsync("انتهى النزاع البنكي: خسرناه");
        var kept = await hub.Store.ReadAsync(db =>
            db.Chargebacks.SingleAsync(c => c.OrderId == order.Id, Ct)
        );
        Assert.Equal(
            (ChargebackState.Lost, 20_50, "user:monitor.1"),
            (kept.State, kept.AmountCentimes, kept.EnteredBy)
        );
    }

    [Fact]
    public async Task What_is_wrong_with_a_letter_is_said_in_French()
    {
        var page = await hub.SignInAsync("monitor.1");
        var order = (await hub.Seed.RequestAsync(PageHub.Bureau, lines: 1)).Order;
        await page.GotoAsync($"/orders/{order.Id}");
        await page.GetByText("Saisir un avis d’impayé reçu par lettre").ClickAsync();
        await page.FillAsync("#chargeback-case", "CB-1");
        await page.SelectOptionAsync("#chargeback-reason", "other");
        await page.FillAsync("#chargeback-date", "2026-11-20");
        await page.FillAsync("#chargeback-amount", "50.01");

        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer l’avis" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("pas plus que ce qui a été encaissé");
    }

    [Fact]
    public async Task The_second_person_confirms_and_the_first_cannot()
    {
        var first = await hub.SignInAsync("monitor.1");
        var order = (await hub.Seed.RequestAsync(PageHub.Bureau, lines: 1)).Order;
        await WaitForSecondAsync(order.Id, "user:monitor.1");
        await first.GotoAsync($"/orders/{order.Id}");
        await Expect(first.GetByText("Une autre personne doit confirmer.")).ToBeVisibleAsync();
        await Expect(first.GetByRole(AriaRole.Button, new() { Name = "Confirmer" })).ToHaveCountAsync(0);

        var second = await hub.SignInAsync("admin.1");
        await second.GotoAsync($"/orders/{order.Id}");
        await second.GetByRole(AriaRole.Button, new() { Name = "Confirmer" }).ClickAsync();

        await Expect(second.Locator("#chargebacks ~ dl")).ToContainTextAsync("ouvert");
        await Expect(second.Locator("ol.timeline")).ToContainTextAsync("confirmé par une deuxième personne");
    }

    [Fact]
    public async Task An_auditor_sees_the_case_and_changes_nothing()
    {
        var page = await hub.SignInAsync("auditor.1");
        var order = (await hub.Seed.RequestAsync(PageHub.Bureau, lines: 1)).Order;
        await WaitForSecondAsync(order.Id, "user:monitor.1");

        await page.GotoAsync($"/orders/{order.Id}");

        await Expect(page.Locator("#chargebacks ~ dl")).ToContainTextAsync("attend une deuxième personne");
        await Expect(page.Locator("form[action*=chargebacks]")).ToHaveCountAsync(0);
    }

    /// <summary>A case above the limit, which no order of these tests reaches.</summary>
    private Task WaitForSecondAsync(Guid orderId, string actor) =>
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
                        EnteredBy = actor,
                        EnteredAt = session.Now,
                        State = ChargebackState.Waiting,
                    }
                );
            },
            Ct
        );
}
