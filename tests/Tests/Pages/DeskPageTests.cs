using Hub.Processes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Tests.Pages;

/// <summary>What people do in their browsers: real pages of the real hub in real Chromium.</summary>
public sealed class DeskPageTests(PageHub hub) : IClassFixture<PageHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_password_is_refused_and_the_right_one_opens_the_house()
    {
        var page = await hub.OpenAsync();
        await page.GotoAsync("/orders");
        await page.FillAsync("#user", "clerk.1");
        await page.FillAsync("#password", "wrong");
        await page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page.Locator("[role=alert]")).ToBeVisibleAsync();

        await page.FillAsync("#user", "clerk.1");
        await page.FillAsync("#password", PageHub.Password);
        await page.ClickAsync("button[type=submit]");

        await page.WaitForURLAsync(url => url.EndsWith("/orders", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".person")).ToContainTextAsync("clerk.1");
    }

    [Fact]
    public async Task Whoever_looks_at_a_hub_of_tests_is_told_that_nothing_on_it_is_real()
    {
        var page = await hub.OpenAsync();
        await page.GotoAsync("/language?to=ar&back=/");

        await Assertions.Expect(page.Locator(".band")).ToContainTextAsync("بيئة تجريبية");
        await page.GotoAsync("/language?to=fr&back=/");
        await Assertions.Expect(page.Locator(".band")).ToContainTextAsync("BAC À SABLE");
    }

    [Fact]
    public async Task A_clerk_records_an_outcome_with_the_keyboard()
    {
        var (task, _, requestId) = await hub.Seed.RequestAsync(PageHub.Bureau, lines: 1);
        var page = await hub.SignInAsync("clerk.1");
        await page.GotoAsync("/desk");
        await page.FillAsync("#number", requestId);
        await page.PressAsync("#number", "Enter");
        await page.WaitForURLAsync(url => url.EndsWith($"/desk/{task}", StringComparison.Ordinal));

        await page.Keyboard.PressAsync("f");
        await page.Keyboard.PressAsync("Control+Enter");

        await Assertions.Expect(page.Locator("#recorded")).ToBeVisibleAsync();
        var row = await hub.Store.ReadAsync(db => db.UserTasks.SingleAsync(t => t.Id == task, Ct));
        Assert.Equal((UserTaskState.Completed, "user:clerk.1"), (row.State, row.ClaimedBy));
        Assert.Contains("\"outcome\":\"issued\"", row.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_is_shown_at_its_field_and_nothing_typed_is_lost()
    {
        var (task, _, _) = await hub.Seed.RequestAsync(PageHub.Bureau, lines: 1);
        var page = await hub.SignInAsync("clerk.1", "ar");
        await page.GotoAsync($"/desk/{task}");
        await page.CheckAsync("[name=outcome-1][value=rejected]");
        await page.FillAsync("#note-1", "السجل عند المحكمة");

        await page.ClickAsync("form[data-outcome] button[type=submit]");

        await Assertions.Expect(page.Locator(".error-summary")).ToContainTextAsync("السبب ضروري");
        await Assertions.Expect(page.Locator("#reason-1")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.Locator("#note-1")).ToHaveValueAsync("السجل عند المحكمة");
        await page.SelectOptionAsync("#reason-1", "register_unavailable");
        await page.ClickAsync("form[data-outcome] button[type=submit]");
        await Assertions.Expect(page.Locator("#recorded")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Changing_the_language_stays_on_the_page_with_its_filter()
    {
        var page = await hub.SignInAsync("monitor.1");
        await page.GotoAsync("/orders?q=CASA-2026&phase=in_progress");

        await page.ClickAsync(".languages a[lang=ar]");

        await page.WaitForURLAsync(url =>
            url.EndsWith("/orders?q=CASA-2026&phase=in_progress", StringComparison.Ordinal)
        );
        Assert.Equal("rtl", await page.GetAttributeAsync("html", "dir"));
        Assert.Equal("ar", await page.GetAttributeAsync("html", "lang"));
        Assert.NotEqual(0, await page.Locator("tbody tr").CountAsync());
    }

    [Theory]
    [InlineData("/orders")]
    [InlineData("/orders?q=CASA-2026")]
    [InlineData("/desk")]
    [InlineData("/files")]
    [InlineData("/manifests")]
    public async Task A_clerks_lists_hold_nothing_of_another_bureau(string path)
    {
        var page = await hub.SignInAsync("clerk.2");

        await page.GotoAsync(path);

        var text = await page.InnerTextAsync("main");
        Assert.DoesNotContain(hub.Seed.Open.Order.TrackingNumber, text, StringComparison.Ordinal);
        Assert.DoesNotContain(PageHub.Bureau, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_bureaus_order_task_label_and_file_do_not_exist_for_a_clerk()
    {
        var page = await hub.SignInAsync("clerk.2");
        foreach (
            var path in (string[])
                [
                    $"/orders/{hub.Seed.Open.Order.Id}",
                    $"/desk/{hub.Seed.Open.Task}",
                    $"/shipments/{hub.Seed.Letter.Ref}/label",
                    $"/manifests/{hub.Seed.Manifest}",
                    $"/files/{hub.Seed.File}",
                    $"/files/{hub.Seed.File}/content",
                ]
        )
        {
            var response = await page.GotoAsync(path);

            Assert.Equal(404, response!.Status);
            Assert.DoesNotContain(
                hub.Seed.Open.Order.TrackingNumber,
                await response.TextAsync(),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task A_label_is_printed_as_a_pdf_from_its_page_and_the_page_tells_of_it()
    {
        var page = await hub.SignInAsync("clerk.1");
        var path = $"/shipments/{hub.Seed.Letter.Ref}/label";
        await page.GotoAsync(path);
        var form = page.Context.APIRequest.CreateFormData();
        form.Set(
            "__RequestVerificationToken",
            await page.InputValueAsync(".label-form [name=__RequestVerificationToken]")
        );
        form.Set("format", "roll");

        var pdf = await page.Context.APIRequest.PostAsync(path + ".pdf", new() { Form = form });

        Assert.Equal("application/pdf", pdf.Headers["content-type"]);
        Assert.Equal("%PDF"u8.ToArray(), (await pdf.BodyAsync())[..4]);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".plain-list")).ToContainTextAsync("clerk.1");
    }

    [Fact]
    public async Task An_administrator_announces_a_feast_and_the_page_tells_what_moved()
    {
        var page = await hub.SignInAsync("admin.1");
        await page.GotoAsync("/calendars");
        await page.FillAsync("#date", "2026-12-24");
        await page.FillAsync("#name-ar", "عيد (تجربة)");
        await page.FillAsync("#name", "Aïd (essai)");
        await page.FillAsync("#source", "communiqué");
        await page.ClickAsync("form[action='/calendars/days'] button[type=submit]");

        await Assertions.Expect(page.Locator(".notice")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Aïd (essai)");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("user:admin.1");
        await page.GotoAsync("/language?to=ar&back=/calendars");
        await Assertions.Expect(page.Locator("#changes ~ .table-scroll")).ToContainTextAsync("عيد (تجربة)");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("Aïd");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("ذكرى المسيرة الخضراء");
    }

    [Fact]
    public async Task The_post_sees_letters_and_claims_but_no_orders()
    {
        var page = await hub.SignInAsync("post.1");

        await page.GotoAsync("/orders");
        await page.WaitForURLAsync(url => url.Contains("/denied", StringComparison.Ordinal));
        await page.GotoAsync("/tasks");
        await page.CheckAsync("[value=found]");
        await page.ClickAsync(".task button[type=submit]");

        await Assertions.Expect(page.Locator(".notice")).ToBeVisibleAsync();
        var outcome = await hub.Store.ReadAsync(db =>
            db.UserTasks.Where(t => t.ElementId == "settle-claim").Select(t => t.Outcome).SingleAsync(Ct)
        );
        Assert.Equal("""{"claimResult":"found"}""", outcome);
    }

    [Theory]
    [InlineData("CASA-2026-000001")]
    [InlineData("CASA-2026-000001-R1")]
    [InlineData("CASA-2026-000001-1")]
    [InlineData("P-1")]
    [InlineData("3265")]
    [InlineData("ANS_CHK-02_20261123_000001_T.csv")]
    public async Task An_order_is_found_by_any_of_its_keys(string key)
    {
        var page = await hub.SignInAsync("monitor.1");

        await page.FillAsync("#global-search", key);
        await page.PressAsync("#global-search", "Enter");

        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("CASA-2026-000001");
    }

    [Fact]
    public async Task An_order_is_found_by_the_number_on_its_letter()
    {
        var page = await hub.SignInAsync("monitor.1");

        await page.GotoAsync($"/orders?q={hub.Seed.Letter.Item.Insert(2, "%20")}");

        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_address_nobody_knows_says_so_in_the_house_of_the_reader()
    {
        var page = await hub.SignInAsync("clerk.1");

        var response = await page.GotoAsync("/nowhere");

        Assert.Equal(404, response!.Status);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Page introuvable");
    }
}
