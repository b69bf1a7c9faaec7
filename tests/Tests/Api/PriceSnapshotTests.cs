using System.Text;
using System.Text.Json;
using Hub.Processes;
using Tests.Definitions;

namespace Tests.Api;

/// <summary>A tariff changed today never changes yesterday's order: the order keeps the price it was quoted.</summary>
public sealed class PriceSnapshotTests : IAsyncLifetime
{
    private readonly PortalBench bench = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => bench.InitializeAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task A_tariff_put_into_force_later_prices_new_orders_and_leaves_old_ones_alone()
    {
        var old = await bench.PlaceAsync();
        await RaisePostageAsync();

        var read = await bench.GetAsync("orders/" + old.GetProperty("id").GetString());
        var attempt = await bench.StartAttemptAsync(old.GetProperty("id").GetString()!);
        var dearer = await bench.PlaceAsync();

        Assert.True(JsonElement.DeepEquals(old.GetProperty("price"), read.GetProperty("price")));
        Assert.True(JsonElement.DeepEquals(old.GetProperty("documents"), read.GetProperty("documents")));
        Assert.Equal(TotalOf(old), attempt.GetProperty("amount").GetString());
        Assert.Equal(
            TotalOf(old),
            attempt.GetProperty("form").GetProperty("fields").GetProperty("amount").GetString()
        );
        Assert.Equal("99.00", dearer.GetProperty("price").GetProperty("postage").GetString());
        Assert.NotEqual(TotalOf(old), TotalOf(dearer));
    }

    [Fact]
    public async Task The_report_of_the_old_price_pays_the_old_order()
    {
        var old = await bench.PlaceAsync();
        var id = old.GetProperty("id").GetString()!;
        var attempt = await bench.StartAttemptAsync(id);
        await RaisePostageAsync();

        await bench.ReportAsync(attempt.GetProperty("oid").GetString()!, TotalOf(old)!);
        await bench.Hub.SettleAsync(Ct);

        var order = await bench.GetAsync("orders/" + id);
        Assert.True(order.GetProperty("payment").GetProperty("paid").GetBoolean());
    }

    private static string? TotalOf(JsonElement order) =>
        order.GetProperty("price").GetProperty("total").GetString();

    private async Task RaisePostageAsync()
    {
        var files = (await DefinitionFolder.ReadFilesAsync(Ct)).ToList();
        var at = files.FindIndex(f => f.Name.EndsWith("tariff.dmn", StringComparison.Ordinal));
        var text = Encoding.UTF8.GetString(files[at].Content);
        var dearer = text.Replace("<text>1500</text>", "<text>9900</text>", StringComparison.Ordinal);
        Assert.NotEqual(text, dearer);
        files[at] = files[at] with { Content = Encoding.UTF8.GetBytes(dearer) };
        var result = await bench.Hub.Get<DefinitionDeployment>().DeployAsync(files, "user:admin", Ct);
        Assert.Equal(1, Assert.IsType<DeploymentResult.Deployed>(result).NewVersions);
    }
}
