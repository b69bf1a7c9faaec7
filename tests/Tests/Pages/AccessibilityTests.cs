using Deque.AxeCore.Playwright;

namespace Tests.Pages;

/// <summary>axe finds nothing serious on any page, in Arabic and in French.</summary>
public sealed class AccessibilityTests(PageHub hub) : IClassFixture<PageHub>
{
    private static readonly string[] serious = ["serious", "critical"];

    [Theory]
    [InlineData("ar")]
    [InlineData("fr")]
    public async Task Nothing_serious_on_any_page(string language)
    {
        var found = new List<string>();
        foreach (var (user, paths) in Pages())
        {
            var page = await hub.SignInAsync(user, language);
            foreach (var path in paths)
            {
                await page.GotoAsync(path);
                var result = await page.RunAxe();
                found.AddRange(
                    result
                        .Violations.Where(v => serious.Contains(v.Impact))
                        .SelectMany(v => v.Nodes.Select(n => $"{path}: {v.Id} at {n.Target}: {n.Html}"))
                );
            }

            await page.Context.CloseAsync();
        }

        Assert.Empty(found);
    }

    private (string User, string[] Paths)[] Pages() =>
        [
            (
                "clerk.1",
                [
                    "/",
                    "/desk",
                    $"/desk/{hub.Seed.Open.Task}",
                    "/desk/batch",
                    "/orders",
                    $"/manifests/{hub.Seed.Manifest}",
                    $"/shipments/{hub.Seed.Letter.Ref}/label",
                    "/numbers",
                ]
            ),
            (
                "monitor.1",
                [
                    "/",
                    "/tasks",
                    "/orders",
                    $"/orders/{hub.Seed.Open.Order.Id}",
                    "/manifests",
                    "/files",
                    $"/files/{hub.Seed.File}",
                    "/incidents",
                    "/refused",
                    $"/refused/{hub.Seed.Payload}",
                    "/portals",
                    "/bureaus",
                    "/partners/SEB-01",
                    "/partners/post",
                    "/definitions",
                    "/money",
                    "/money/reconciliation",
                    "/billing",
                    "/claims",
                    "/ledgers",
                    "/messages",
                    "/numbers",
                    "/login",
                ]
            ),
            ("admin.1", ["/calendars"]),
        ];
}
