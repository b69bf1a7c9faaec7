using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Simulators.Scenario;

/// <summary>A partner's web server on the loopback: real HTTP on a real port, no configuration of the machine in it.</summary>
internal sealed class PartnerHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private PartnerHost(WebApplication app, Uri address)
    {
        this.app = app;
        Address = address;
    }

    /// <summary><c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address { get; }

    /// <summary>Starts a server on <paramref name="port"/> (0: any free one) that serves what <paramref name="map"/> maps.</summary>
    public static async Task<PartnerHost> StartAsync(
        int port,
        Action<IEndpointRouteBuilder> map,
        CancellationToken ct
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, port));
        builder.Services.AddRoutingCore();
        var built = builder.Build();
        map(built);
        await built.StartAsync(ct);
        var addresses = built.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        return new PartnerHost(built, new Uri(addresses!.Addresses.Single()));
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }
}
