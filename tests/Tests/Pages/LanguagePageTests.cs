using Microsoft.Playwright;

namespace Tests.Pages;

/// <summary>Everybody reads their own language, and it follows them.</summary>
public sealed class LanguagePageTests(PageHub hub) : IClassFixture<PageHub>
{
    [Fact]
    public async Task The_language_chosen_on_the_login_page_stays_after_signing_in()
    {
        var page = await hub.OpenAsync();
        await page.GotoAsync("/login");
        await page.ClickAsync(".languages a[hreflang=ar]");

        await PageHub.SignInAsync(page, "auditor.1");

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ar");
    }

    [Fact]
    public async Task A_language_chosen_once_is_the_persons_own_on_another_machine()
    {
        var one = await hub.OpenAsync();
        await one.GotoAsync("/login");
        await PageHub.SignInAsync(one, "admin.1");
        await one.GotoAsync("/language?to=ar&back=/orders");

        var other = await hub.OpenAsync();
        await other.GotoAsync("/login");
        await PageHub.SignInAsync(other, "admin.1");

        await Assertions.Expect(other.Locator("html")).ToHaveAttributeAsync("lang", "ar");
    }

    [Fact]
    public async Task The_next_person_at_the_same_machine_reads_their_own_language()
    {
        var page = await hub.SignInAsync("post.1", "ar");
        await page.ClickAsync("form[action='/logout'] button");
        await Assertions.Expect(page.Locator("#user")).ToBeVisibleAsync();

        await PageHub.SignInAsync(page, "monitor.1");

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "fr");
    }
}
