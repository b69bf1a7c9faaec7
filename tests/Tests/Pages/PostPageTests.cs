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
    public async Task A_letter_that_waits_is_shown_with_its_fault_and_its_address_mended_by_who_packed_it()
    {
        await SpoilAddressAsync();
        var reader = await hub.SignInAsync("auditor.1");
        await reader.GotoAsync($"/manifests/{hub.Seed.Manifest}");
        await Assertions.Expect(reader.Locator("#waiting")).ToHaveTextAsync("Lettres en attente");
        await Assertions.Expect(reader.Locator("form[action$='/address']")).ToHaveCountAsync(0);
        var page = await hub.SignInAsync("clerk.1", "ar");
        await page.GotoAsync($"/shipments/{hub.Seed.Letter.Ref}/label");
        await Assertions.Expect(page.Locator(".error-summary")).ToContainTextAsync("المدينة أو الجماعة");
        await page.ClickAsync(".error-summary ~ p a");
        var section = page.Locator("section[aria-labelledby=waiting]");
        await Assertions.Expect(section.Locator("li")).ToContainTextAsync("المدينة أو الجماعة");

        await section.Locator("[name=locality]").FillAsync("Rabat");
        await section.Locator("[name=country]").FillAsync("FR");
        await section.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator(".error-summary")).ToContainTextAsync("البلد");
        await section.Locator("[name=locality]").FillAsync("Rabat");
        await section.Locator("button[type=submit]").ClickAsync();

        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("صُحح العنوان");
        await Assertions.Expect(section).ToHaveCountAsync(0);
        await page.ClickAsync(".notice a");
        await Assertions.Expect(page.Locator(".label-to")).ToContainTextAsync("RABAT");
    }

    [Fact]
    public async Task A_range_file_with_wrong_lines_is_refused_whole_with_each_of_them_named()
    {
        var page = await hub.SignInAsync("post.1", "ar");
        await page.GotoAsync("/numbers");
        await page.SetInputFilesAsync(
            "#file",
            new FilePayload
            {
                Name = "plages.csv",
                MimeType = "text/csv",
                Buffer =
                    "prefix;from;to;valid_from\nRC;1;2;2026-01-01\nXX;1;2;2026-01-01\nRC;9;3;hier\n"u8.ToArray(),
            }
        );
        await page.ClickAsync("form[action='/numbers/ranges'] button[type=submit]");

        var lines = page.Locator(".error-summary li");
        await Assertions.Expect(lines).ToHaveCountAsync(3);
        await Assertions.Expect(lines.First).ToContainTextAsync("prefix");
        await Assertions
            .Expect(page.Locator("section[aria-labelledby=ranges]"))
            .Not.ToContainTextAsync("RC 0");
        var monitor = await hub.SignInAsync("monitor.1");
        await monitor.GotoAsync("/refused?channel=post-ranges");
        await Assertions.Expect(monitor.Locator("tbody")).ToContainTextAsync("plages.csv");
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

    /// <summary>As if the seed's letter had been packed when the rules were others.</summary>
    private Task SpoilAddressAsync() =>
        hub.Store.WriteAsync(
            async session =>
            {
                var letter = await session.Db.Shipments.SingleAsync(s => s.Id == hub.Seed.Letter.Id, Ct);
                letter.Address = letter.Address with { Locality = "" };
            },
            Ct
        );
}
