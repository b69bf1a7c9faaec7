using Microsoft.Playwright;

namespace Tests.Pages;

/// <summary>An operator looks at how a partner is reached, and tries it.</summary>
public sealed class PartnerPageTests(PageHub hub) : IClassFixture<PageHub>
{
    [Theory]
    [InlineData("fr", "Essayer maintenant", "Toutes les étapes ont réussi")]
    [InlineData("ar", "جرّب الآن", "كل الخطوات نجحت")]
    public async Task A_trial_shows_every_step_with_its_time(string language, string button, string verdict)
    {
        var page = await hub.SignInAsync("monitor.1", language);
        Directory.CreateDirectory(hub.FilesOf("SEB-01"));
        await page.GotoAsync("/partners/SEB-01");

        await page.ClickAsync($"text={button}");

        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync(verdict);
        var steps = page.Locator("section[aria-labelledby=trial] tbody tr");
        await Assertions.Expect(steps).ToHaveCountAsync(6);
        foreach (var row in await steps.AllAsync())
        {
            Assert.Matches(@"[0-9]+\.[0-9]", await row.Locator("td.number").InnerTextAsync());
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(hub.FilesOf("SEB-01"), "test")));
    }

    [Fact]
    public async Task A_trial_that_fails_says_at_which_step()
    {
        var page = await hub.SignInAsync("admin.1", "en");
        await page.GotoAsync("/partners/SEB-02");

        await page.ClickAsync("text=Try it now");

        await Assertions
            .Expect(page.Locator("[role=status]"))
            .ToContainTextAsync("The trial stopped at a step");
        await Assertions.Expect(page.Locator("section[aria-labelledby=trial] tbody tr")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_auditor_reads_and_cannot_try()
    {
        var page = await hub.SignInAsync("auditor.1", "en");
        await page.GotoAsync("/partners/SEB-01");

        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("text=Try it now")).ToHaveCountAsync(0);
    }
}
