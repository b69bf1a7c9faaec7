using Adapters.Payments;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Tests.Payments;

/// <summary>CMI's adapter wired from configuration as the hub wires it.</summary>
internal sealed class CmiWiring : IAsyncDisposable
{
    public const string ClientId = "600000001";
    public const string StoreKey = "sandbox|store\\key";
    private readonly ServiceProvider services;

    /// <summary>The adapter for a gateway at <paramref name="gateway"/> that reports to <paramref name="callback"/>.</summary>
    public CmiWiring(Uri gateway, Uri? callback = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Settings(gateway, callback))
            .Build();
        services = new ServiceCollection().AddPaymentGateways(configuration).BuildServiceProvider();
    }

    /// <summary>The settings of a contract with the gateway at <paramref name="gateway"/>.</summary>
    public static Dictionary<string, string?> Settings(Uri gateway, Uri? callback) =>
        new()
        {
            [$"{CmiOptions.Section}:HostedPageUrl"] = new Uri(gateway, "fim/est3Dgate").AbsoluteUri,
            [$"{CmiOptions.Section}:ApiUrl"] = new Uri(gateway, "fim/api").AbsoluteUri,
            [$"{CmiOptions.Section}:ClientId"] = ClientId,
            [$"{CmiOptions.Section}:StoreKey"] = StoreKey,
            [$"{CmiOptions.Section}:ApiUser"] = "hub-api",
            [$"{CmiOptions.Section}:ApiPassword"] = "sandbox-api",
            [$"{CmiOptions.Section}:CallbackUrl"] = (
                callback ?? new Uri("https://hub.example/cb")
            ).AbsoluteUri,
            [$"{CmiOptions.Section}:ShopUrl"] = "https://portal.example/cancelled",
        };

    public IPaymentGateway Gateway => services.GetRequiredService<IPaymentGateway>();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
