using Hub.Portal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Tests.Simulation;

namespace Tests.Pages;

/// <summary>An administrator decides which portals and keys still open.</summary>
public sealed class PortalPageTests(PageHub hub) : IClassFixture<PageHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_ends_a_key_and_the_page_says_who_did()
    {
        var page = await hub.SignInAsync("admin.1", "en");
        await page.GotoAsync("/portals");
        var card = page.Locator("section[aria-labelledby=portal-other]");

        await card.Locator("text=End this key").ClickAsync();

        await Assertions.Expect(page.Locator("[role=status]")).ToBeVisibleAsync();
        await Assertions.Expect(card.Locator("text=End this key")).ToHaveCountAsync(0);
        await card.Locator("summary").ClickAsync();
        var mine = new LocatorFilterOptions { HasText = "user:admin.1" };
        await Assertions.Expect(card.Locator("details li").Filter(mine)).ToHaveCountAsync(1);
        var hash = PortalKeys.HashOf(HubApplication.OtherPortalKey);
        var key = await hub.Store.ReadAsync(db => db.PortalKeys.SingleAsync(k => k.Hash == hash, Ct));
        Assert.Equal("user:admin.1", key.ShutBy);
    }

    [Theory]
    [InlineData("fr", "Exclure ce portail", "Réadmettre ce portail")]
    [InlineData("ar", "استبعِد هذه البوابة", "أعِد قبول هذه البوابة")]
    public async Task An_administrator_shuts_a_portal_out_and_lets_it_in_again(
        string language,
        string shutOut,
        string letIn
    )
    {
        var page = await hub.SignInAsync("admin.1", language);
        await page.GotoAsync("/portals");
        var card = page.Locator("section[aria-labelledby=portal-portal]");

        await card.Locator("input[name=sure]").CheckAsync();
        await card.Locator($"text={shutOut}").ClickAsync();
        await Assertions.Expect(card.Locator($"text={letIn}")).ToBeVisibleAsync();
        var active = await IsActiveAsync();
        await card.Locator($"text={letIn}").ClickAsync();
        await Assertions.Expect(card.Locator($"text={shutOut}")).ToBeVisibleAsync();

        Assert.False(active);
        Assert.True(await IsActiveAsync());
    }

    [Fact]
    public async Task A_monitor_sees_the_portals_and_changes_nothing()
    {
        var page = await hub.SignInAsync("monitor.1", "en");
        await page.GotoAsync("/portals");

        await Assertions.Expect(page.Locator("#portal-portal")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main form[action^='/portals']")).ToHaveCountAsync(0);
    }

    private Task<bool> IsActiveAsync() =>
        hub.Store.ReadAsync(db =>
            db.PortalClients.Where(c => c.Id == "portal").Select(c => c.Active).SingleAsync(Ct)
        );
}
