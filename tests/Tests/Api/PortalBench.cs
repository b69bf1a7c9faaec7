using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulators.Gateway;
using Simulators.Scenario;
using Tests.Simulation;

namespace Tests.Api;

/// <summary>One running hub for all tests of the portals' API; every test uses references and keys of its own.</summary>
public sealed class PortalBench : IAsyncLifetime
{
    private int orders;

    internal HubApplication Hub { get; private set; } = null!;

    internal HttpClient Portal { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        Hub = HubApplication.Start();
        Portal = Hub.Portal();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Portal.Dispose();
        await Hub.DisposeAsync();
    }

    /// <summary>A right order with a reference of its own.</summary>
    internal JsonObject NewOrder() => PortalOrder.New(Interlocked.Increment(ref orders));

    /// <summary>Places a right order.</summary>
    internal async Task<JsonElement> PlaceAsync(JsonObject? order = null)
    {
        using var response = await PostAsync("orders", order ?? NewOrder());
        return await ReadAsync(response, 201);
    }

    /// <summary>Posts under a fresh key, or under <paramref name="key"/>.</summary>
    internal Task<HttpResponseMessage> PostAsync(
        string path,
        JsonNode? body,
        string? key = null,
        HttpClient? portal = null
    ) => PostTextAsync(path, body?.ToJsonString() ?? "", key, portal);

    /// <summary>Posts a text as JSON.</summary>
    internal async Task<HttpResponseMessage> PostTextAsync(
        string path,
        string json,
        string? key = null,
        HttpClient? portal = null
    )
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/v1/" + path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        message.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await (portal ?? Portal).SendAsync(message, TestContext.Current.CancellationToken);
    }

    internal async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Portal.GetAsync(
            new Uri("api/v1/" + path, UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        return await ReadAsync(response, 200);
    }

    /// <summary>The body of an answer that has <paramref name="status"/>.</summary>
    internal static async Task<JsonElement> ReadAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>Starts an attempt; the answer has the form's fields.</summary>
    internal async Task<JsonElement> StartAttemptAsync(string orderId)
    {
        using var response = await PostAsync($"orders/{orderId}/payment-attempts", null);
        return await ReadAsync(response, 201);
    }

    /// <summary>What the gateway reports of a card that was tried on the page of an attempt.</summary>
    internal async Task<string> ReportAsync(
        string oid,
        string amount,
        string procReturnCode = "00",
        string? mdStatus = "1"
    )
    {
        var said = Report(oid, amount, procReturnCode);
        said.RemoveAll(f => f.Key == "mdStatus");
        if (mdStatus is not null)
        {
            said.Add(new("mdStatus", mdStatus));
        }

        var fields = CallbackForm.Sign(said, HubApplication.StoreKey);
        using var visitor = Hub.Visitor();
        using var content = new FormUrlEncodedContent(fields);
        using var response = await visitor.PostAsync(
            new Uri("payments/cmi/callback", UriKind.Relative),
            content,
            TestContext.Current.CancellationToken
        );
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The body of an approval with one more field, whose escaped form the caller writes in a charset of its own.</summary>
    internal static string Signed(string oid, string amount, (string Name, string Value, string Escaped) more)
    {
        var fields = Report(oid, amount, "00");
        var hash = Ver3Hash.Of([.. fields, new(more.Name, more.Value)], HubApplication.StoreKey);
        fields.Add(new("HASH", hash));
        return $"{more.Name}={more.Escaped}&{FormText.ToBody(fields)}";
    }

    /// <summary>Posts a callback's body in a charset; the gateway's plain answer.</summary>
    internal async Task<string> PostCallbackAsync(string body, string charset)
    {
        using var visitor = Hub.Visitor();
        using var content = new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes(body));
        content.Headers.TryAddWithoutValidation(
            "Content-Type",
            "application/x-www-form-urlencoded; charset=" + charset
        );
        using var response = await visitor.PostAsync(
            new Uri("payments/cmi/callback", UriKind.Relative),
            content,
            TestContext.Current.CancellationToken
        );
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static List<KeyValuePair<string, string>> Report(
        string oid,
        string amount,
        string procReturnCode
    ) =>
        [
            new("clientid", HubApplication.MerchantId),
            new("amount", amount),
            new("currency", "504"),
            new("oid", oid),
            new("ReturnOid", oid),
            new("TransId", "26278V" + oid[^8..]),
            new("ProcReturnCode", procReturnCode),
            new("Response", procReturnCode == "00" ? "Approved" : "Declined"),
            new("mdStatus", "1"),
            new("MaskedPan", "400000***0010"),
        ];

    /// <summary>The errors of a problem as <c>pointer code</c>.</summary>
    internal static IEnumerable<string> ErrorsOf(JsonElement problem) =>
        problem
            .GetProperty("errors")
            .EnumerateArray()
            .Select(e => $"{e.GetProperty("pointer").GetString()} {e.GetProperty("code").GetString()}");

    internal static string CodeOf(JsonElement problem) => problem.GetProperty("code").GetString()!;
}
