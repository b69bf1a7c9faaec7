using Hub.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Tests.Pages;

/// <summary>Hours of the post, and what it has to be asked about.</summary>
public sealed class PostPageTests(PageHub hub) : IClassFixture<PageHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_announces_the_hours_of_Ramadan_and_the_page_shows_them()
    {
        var page = await hub.SignInAsync("admin.1");
        await page.GotoAsync("/calendars");
        await Assertions.Expect(page.Locator("#p-from")).ToHaveValueAsync("2027-02-08");
        await page.FillAsync("#p-from", "2027-02-09");
        await page.FillAsync("#p-to", "2027-03-10");
        await page.FillAsync("#p-closes", "14:30");
        await page.FillAsync("#p-source", "arrêté ministériel");
        await page.ClickAsync("form[action='/calendars/periods'] button[type=submit]");

        await Assertions.Expect(page.Locator(".notice")).ToBeVisibleAsync();
        var post = page.Locator("section[aria-labelledby=c-post]");
        await Assertions.Expect(post).ToContainTextAsync("2027-02-09 – 2027-03-10");
        await Assertions.Expect(post).ToContainTextAsync("09:00–14:30");
        await Assertions.Expect(post).Not.ToContainTextAsync("2027-02-08");
        await Assertions
            .Expect(page.Locator("section[aria-labelledby=changes]"))
            .ToContainTextAsync("user:admin.1");
    }

    [Fact]
    public async Task A_monitor_hands_a_claim_to_the_post_and_the_page_says_who_has_it()
    {
        await ClaimAsync();
        var page = await hub.SignInAsync("monitor.1");
        await page.GotoAsync("/claims");
        await page.FillAsync("#to", "Service réclamations");
        await page.ClickAsync("form[action='/claims/handovers'] button[type=submit]");

        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Service réclamations");
        await Assertions.Expect(page.Locator("tbody").First).ToContainTextAsync("Service réclamations");
        var link = await page.GetAttributeAsync(".notice a", "href");
        var file = await page.Context.APIRequest.GetAsync(link!);
        Assert.Contains(hub.Seed.Letter.Item, await file.TextAsync(), StringComparison.Ordinal);
        await page.FillAsync("#to", "Encore");
        await page.ClickAsync("form[action='/claims/handovers'] button[type=submit]");
        await Assertions.Expect(page.Locator(".error-summary")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_post_takes_claims_and_does_not_hand_them_over()
    {
        var page = await hub.SignInAsync("post.1");

        await page.GotoAsync("/claims");

        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("form[action='/claims/handovers']")).ToHaveCountAsync(0);
    }

    /// <summary>The seed's letter has not been heard of for too long.</summary>
    private Task ClaimAsync() =>
        hub.Store.WriteAsync(
            async session =>
            {
                var letter = await session.Db.Shipments.SingleAsync(s => s.Id == hub.Seed.Letter.Id, Ct);
                letter.ClaimOpenedAt = session.Now;
                var order = await OrderLock.HoldAsync(session, letter.OrderId, Ct);
                order.MoveTo(OrderState.ClaimOpen, "system", "no_news", session);
            },
            Ct
        );
}
