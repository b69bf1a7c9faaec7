using System.Diagnostics;
using System.Net;
using System.Text;
using Adapters.Registries;
using Hub.Registries;
using Microsoft.Extensions.Options;
using Tests.Architecture;
using Tests.Simulation;
using static Tests.Api.PortalBench;

namespace Tests.Api;

/// <summary>
/// The database goes away and comes back (reliability.md, R3): a real PostgreSQL of the test's own, stopped in the middle.
/// </summary>
public sealed class StoreAwayTests : IAsyncLifetime
{
    private const string Variable = "HUB_TEST_POSTGRES";
    private string folder = "";
    private string port = "";
    private HubApplication? hub;
    private HttpClient? portal;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(
            string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)),
            $"{Variable} is not set; ./test sets it where PostgreSQL is installed."
        );
        folder = Directory.CreateTempSubdirectory("hub-pg-away-").FullName;
        port = (await RunAsync("free-port.sh")).Trim();
        var connection = (await ServerAsync("start")).Trim();
        hub = HubApplication.Start(
            ("Storage:Kind", "postgres"),
            ("Storage:ConnectionString", connection + ";Timeout=5")
        );
        portal = hub.Portal();
    }

    public async ValueTask DisposeAsync()
    {
        portal?.Dispose();
        if (hub is not null)
        {
            await hub.DisposeAsync();
        }

        if (port.Length > 0)
        {
            await ServerAsync("stop");
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task While_the_database_is_away_everybody_is_told_when_to_come_again_and_afterwards_served()
    {
        var order = PortalOrder.New(1);
        var key = Guid.NewGuid().ToString();
        using (var before = await PlaceAsync(PortalOrder.New(2), Guid.NewGuid().ToString()))
        {
            Assert.Equal(HttpStatusCode.Created, before.StatusCode);
        }

        await ServerAsync("stop");

        await AssertProblemAsync(await PlaceAsync(order, key));
        await AssertProblemAsync(await portal!.GetAsync(new Uri("api/v1/orders", UriKind.Relative), Ct));
        await AssertProblemAsync(await AskTokenAsync());
        await AssertProblemAsync(await PushAnswersAsync());
        await AssertPlainAsync();

        await ServerAsync("start");

        using var first = await PlaceAsync(order, key);
        using var again = await PlaceAsync(order, key);
        using var list = await portal!.GetAsync(new Uri("api/v1/orders", UriKind.Relative), Ct);
        var placed = (await ReadAsync(first, 201)).GetProperty("id").GetString();
        Assert.Equal(placed, (await ReadAsync(again, 201)).GetProperty("id").GetString());
        Assert.Equal(2, (await ReadAsync(list, 200)).GetProperty("orders").GetArrayLength());
    }

    private async Task<HttpResponseMessage> PlaceAsync(System.Text.Json.Nodes.JsonObject order, string key)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/v1/orders")
        {
            Content = new StringContent(order.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        message.Headers.Add("Idempotency-Key", key);
        return await portal!.SendAsync(message, Ct);
    }

    private async Task<HttpResponseMessage> AskTokenAsync()
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = "portal",
                ["client_secret"] = HubApplication.PortalKey,
            }
        );
        return await portal!.PostAsync(new Uri("oauth/token", UriKind.Relative), form, Ct);
    }

    private async Task<HttpResponseMessage> PushAnswersAsync()
    {
        var body = Encoding.UTF8.GetBytes("{}");
        using var message = new HttpRequestMessage(HttpMethod.Post, "registry/CHK-01/answers")
        {
            Content = new ByteArrayContent(body),
        };
        var secret = hub!.Get<IOptions<RegistryOptions>>().Value.SecretOf("CHK-01");
        message.Headers.Add(BureauSignature.Header, BureauSignature.Sign(body, secret));
        return await portal!.SendAsync(message, Ct);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response)
    {
        using (response)
        {
            Assert.Equal("store_away", CodeOf(await ReadAsync(response, 503)));
            Assert.NotNull(response.Headers.RetryAfter);
        }
    }

    private async Task AssertPlainAsync()
    {
        using var visitor = hub!.Visitor();
        var report = Signed("CASA-2026-000001-1", "35.00", ("note", "x", "x"));
        using var form = new StringContent(report, Encoding.UTF8, "application/x-www-form-urlencoded");

        using var response = await visitor.PostAsync(
            new Uri("payments/cmi/callback", UriKind.Relative),
            form,
            Ct
        );

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("FAILURE", await response.Content.ReadAsStringAsync(Ct));
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private Task<string> ServerAsync(string command) => RunAsync("postgres.sh", command, folder, port);

    private static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "tests", "servers", script), arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.Equal(0, process.ExitCode);
        return said;
    }
}
