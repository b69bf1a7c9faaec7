using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulators.Scenario;

namespace Simulators.Portal;

/// <summary>
/// The portal's server: speaks the hub's REST API with its secret key. Every <c>POST</c> carries an idempotency key and is
/// sent again with the same key when nothing was heard; now and then it is sent twice although something was.
/// </summary>
internal sealed class PortalClient(
    Uri hub,
    string apiKey,
    PartnerClock clock,
    Journal journal,
    Draw draw,
    double unheardShare
) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = hub, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Places an order; the answer is the hub's.</summary>
    public async Task<JsonElement> PlaceAsync(JsonObject order, CancellationToken ct)
    {
        var key = "order-" + (string)order["reference"]!;
        var placed = await PostAsync("api/v1/orders", key, order, ct);
        journal.Note(
            clock.GetUtcNow(),
            "order",
            key,
            repeated: false,
            new
            {
                id = placed.GetProperty("id").GetString(),
                reference = (string)order["reference"]!,
                trackingNumber = placed.GetProperty("trackingNumber").GetString(),
            }
        );
        return placed;
    }

    /// <summary>
    /// Starts a payment attempt by the order's own method; the answer holds the form for the gateway's page, or the reference.
    /// </summary>
    public Task<JsonElement> StartAttemptAsync(string order, string key, CancellationToken ct) =>
        PostAsync($"api/v1/orders/{order}/payment-attempts", key, [], ct);

    /// <summary>Makes the correction that the citizen may make.</summary>
    public Task<JsonElement> CorrectAsync(
        string order,
        string key,
        JsonObject correction,
        CancellationToken ct
    ) => PostAsync($"api/v1/orders/{order}/corrections", key, correction, ct);

    /// <summary>Reads something.</summary>
    public async Task<JsonElement> GetAsync(string path, CancellationToken ct)
    {
        using var message = Message(HttpMethod.Get, path);
        using var response = await http.SendAsync(message, ct);
        return await ReadAsync(response, ct);
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonElement> PostAsync(string path, string key, JsonObject body, CancellationToken ct)
    {
        var first = await PostOnceAsync(path, key, body, ct);
        if (!draw.Happens(unheardShare, "unheard:" + key))
        {
            return first;
        }

        // As if the first answer had been lost on the way: the second must say the same.
        var again = await PostOnceAsync(path, key, body, ct);
        return JsonElement.DeepEquals(first, again)
            ? again
            : throw new InvalidOperationException($"POST {path}: the same key got two different answers.");
    }

    private async Task<JsonElement> PostOnceAsync(
        string path,
        string key,
        JsonObject body,
        CancellationToken ct
    )
    {
        using var message = Message(HttpMethod.Post, path);
        message.Headers.Add("Idempotency-Key", key);
        message.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(message, ct);
        return await ReadAsync(response, ct);
    }

    private HttpRequestMessage Message(HttpMethod method, string path)
    {
        var message = new HttpRequestMessage(method, path);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        message.Headers.AcceptLanguage.ParseAdd("fr");
        return message;
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct);
        if (response.IsSuccessStatusCode)
        {
            return text.Length == 0 ? default : JsonElement.Parse(text);
        }

        var path = response.RequestMessage!.RequestUri!.PathAndQuery;
        var said = $"{response.RequestMessage.Method} {path}: {(int)response.StatusCode} {text}";
        throw IsPassing(response.StatusCode, text)
            ? new HttpRequestException(said, null, response.StatusCode)
            : new PortalProblemException(said, CodeOf(text));
    }

    /// <summary>Worth sending again: the hub is away or busy, or still at work on the first sending.</summary>
    private static bool IsPassing(HttpStatusCode status, string text) =>
        (int)status >= 500
        || status == HttpStatusCode.TooManyRequests
        || (status == HttpStatusCode.Conflict && CodeOf(text) == "request_in_flight");

    private static string? CodeOf(string text)
    {
        try
        {
            return JsonElement.Parse(text).TryGetProperty("code", out var code) ? code.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
