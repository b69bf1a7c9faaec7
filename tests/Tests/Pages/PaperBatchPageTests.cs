using Hub.Processes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Tests.Shipping;

namespace Tests.Pages;

/// <summary>A bureau that works on paper: slips out, filled lists in.</summary>
public sealed class PaperBatchPageTests(PageHub hub) : IClassFixture<PageHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slip_is_printed_by_its_own_bureau_only_carries_no_phone_and_leaves_a_trace()
    {
        var foreign = await hub.SignInAsync("clerk.2");
        await foreign.GotoAsync("/desk/batch");
        var refused = await PostAsync(foreign, $"/desk/{hub.Seed.Open.Task}/slip.pdf", "/desk/slips.pdf");
        var page = await hub.SignInAsync("clerk.1", "ar");
        await page.GotoAsync($"/desk/{hub.Seed.Open.Task}");

        var pdf = await PostAsync(page, $"/desk/{hub.Seed.Open.Task}/slip.pdf");

        Assert.Equal(404, refused.Status);
        Assert.Equal("application/pdf", pdf.Headers["content-type"]);
        using var paper = PaperReader.Of(await pdf.BodyAsync());
        Assert.Contains($"CODE-128:{hub.Seed.Open.RequestId}", await paper.ScanAsync());
        var text = await paper.TextAsync();
        Assert.Contains("3265", text, StringComparison.Ordinal);
        Assert.DoesNotContain("661000000", text, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("dl.facts")).ToContainTextAsync("طُبعت جذاذة العمل");
    }

    [Fact]
    public async Task A_clerk_hands_in_the_filled_list_and_is_told_what_came_of_each_row()
    {
        var (good, _, goodId) = await hub.Seed.RequestAsync(PageHub.Bureau, lines: 1);
        var (_, _, badId) = await hub.Seed.RequestAsync(PageHub.Bureau, lines: 1);
        var page = await hub.SignInAsync("clerk.1", "ar");
        var list = $"""
            record;request_id;line;outcome;reason;issued_copies;issued_on
            R;{goodId};1;issued;;2;23/11/2026
            R;{badId};1;rejected;lost_interest;;
            T;2;;;;;
            """;
        await HandInAsync(page, list);

        await Assertions.Expect(page.Locator(".row-refused")).ToContainTextAsync("reason");
        await Assertions.Expect(page.Locator(".row-refused")).ToContainTextAsync("السبب غير وارد في اللائحة");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync(goodId);
        var row = await hub.Store.ReadAsync(db => db.UserTasks.SingleAsync(t => t.Id == good, Ct));
        Assert.Equal(UserTaskState.Completed, row.State);
        await HandInAsync(page, list);
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("سبق رفع هذا الملف");
        var sheet = page.Url;
        var foreign = await hub.SignInAsync("clerk.2");
        Assert.Equal(404, (await foreign.GotoAsync(sheet))!.Status);
    }

    private static async Task HandInAsync(IPage page, string list)
    {
        await page.GotoAsync("/desk/batch");
        await page.SetInputFilesAsync(
            "#sheet",
            new FilePayload
            {
                Name = "liste.csv",
                MimeType = "text/csv",
                Buffer = System.Text.Encoding.UTF8.GetBytes(list),
            }
        );
        await page.ClickAsync("form[action='/desk/sheets'] button[type=submit]");
        await page.WaitForURLAsync(url => url.Contains("/desk/sheets/", StringComparison.Ordinal));
    }

    /// <summary>Posts what the form of this address on the page would.</summary>
    private static async Task<IAPIResponse> PostAsync(IPage page, string action, string? ofForm = null)
    {
        var form = page.Context.APIRequest.CreateFormData();
        form.Set(
            "__RequestVerificationToken",
            await page.InputValueAsync($"form[action='{ofForm ?? action}'] [name=__RequestVerificationToken]")
        );
        return await page.Context.APIRequest.PostAsync(action, new() { Form = form });
    }
}
