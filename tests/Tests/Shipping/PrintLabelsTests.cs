using Hub.Shipping;
using Microsoft.EntityFrameworkCore;
using Tests.Exchange;

namespace Tests.Shipping;

/// <summary>Printing a label leaves a trace.</summary>
public sealed class PrintLabelsTests
{
    private const string Bureau = "CHK-02";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_printing_is_kept_with_who_and_which_copy()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var letter = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));

        var first = await PrintAsync(bench, letter, "user:clerk.1");
        var second = await PrintAsync(bench, letter, "user:post.1");

        Assert.Equal([1, 2], [first.Copy, second.Copy]);
        var sheets = await bench.Store.ReadAsync(db => db.PrintedSheets.OrderBy(s => s.Copy).ToListAsync(Ct));
        Assert.Equal(["user:clerk.1", "user:post.1"], sheets.Select(s => s.PrintedBy));
        Assert.All(sheets, s => Assert.Equal((letter.Item, letter.OrderId), (s.Subject, s.OrderId)));
    }

    [Fact]
    public async Task However_many_print_at_once_no_copy_has_the_number_of_another()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var letter = await bench.PackAsync(await bench.PaidOrderAsync(Bureau));

        var labels = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => PrintAsync(bench, letter, $"user:clerk.{i}"))
        );

        Assert.Equal(Enumerable.Range(1, 8), labels.Select(l => l.Copy).Order());
    }

    [Fact]
    public async Task A_label_tells_the_address_and_nothing_of_the_act()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var letter = await bench.PackAsync(await bench.PaidOrderAsync(Bureau, country: "DE"));

        var label = await PrintAsync(bench, letter, "user:clerk.1");

        Assert.Equal("ALLEMAGNE", label.Recipient[^1]);
        Assert.Equal("MAROC", label.Sender[^1]);
        var text = string.Join('\n', [.. label.Recipient, .. label.Sender, label.Service]);
        Assert.DoesNotContain("3265", text, StringComparison.Ordinal);
        Assert.DoesNotContain("1980", text, StringComparison.Ordinal);
        Assert.DoesNotContain("+212", text, StringComparison.Ordinal);
    }

    private static async Task<LetterLabel> PrintAsync(ExchangeBench bench, Shipment letter, string actor) =>
        Assert.Single(await bench.Get<PrintLabels>().RunAsync([letter.Id], "roll", actor, Ct));
}
