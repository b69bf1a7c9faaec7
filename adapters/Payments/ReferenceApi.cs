using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Adapters.Payments;

/// <summary>A reference provider's API: what it knows of a reference, and giving money back. Every call is signed.</summary>
internal sealed class ReferenceApi(IHttpClientFactory clients, string name, ReferenceContract contract)
{
    /// <summary>More than any answer has; the client refuses to read on.</summary>
    public const int MaxResponseBytes = 64 * 1024;

    private const string SignatureHeader = "X-Signature";

    /// <summary>What the provider knows; null when nobody has paid.</summary>
    public async Task<ReferenceState?> QueryAsync(string reference, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Get, $"payments/{reference}", "", ct);
        return response.StatusCode == HttpStatusCode.NotFound
            ? null
            : await ReadAsync<ReferenceState>(response, ct);
    }

    /// <summary>Gives money back.</summary>
    public async Task<MoneyReply> GiveBackAsync(string reference, long amountCentimes, CancellationToken ct)
    {
        var body = JsonSerializer.Serialize(
            new ReferenceRefund(Amounts.ToText(amountCentimes)),
            JsonSerializerOptions.Web
        );
        using var response = await SendAsync(HttpMethod.Post, $"payments/{reference}/refunds", body, ct);
        if (response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            var problem = await response.Content.ReadFromJsonAsync<ReferenceProblem>(ct);
            return new MoneyReply.Refused(problem?.Code ?? "refused", problem?.Message ?? "");
        }

        return new MoneyReply.Done((await ReadAsync<ReferenceDone>(response, ct)).TransactionId);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken ct)
    {
        response.EnsureSuccessStatusCode();
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(ct)
                ?? throw new HttpRequestException("The provider's answer is empty.");
        }
        catch (JsonException exception)
        {
            throw new HttpRequestException("The provider's answer is no JSON of the contract.", exception);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string body,
        CancellationToken ct
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        }

        request.Headers.Add(
            SignatureHeader,
            ReferenceSeal.Of($"{method.Method}\n{path}\n{body}", contract.Secret!)
        );
        using var http = clients.CreateClient(name);
        return await http.SendAsync(request, ct);
    }

    private sealed record ReferenceRefund(string Amount);

    private sealed record ReferenceDone(string TransactionId);

    private sealed record ReferenceProblem(string Code, string Message);
}

/// <summary>What a provider knows of a reference; amounts in dirhams.</summary>
internal sealed record ReferenceState(string State, string Amount, string Refunded, string TransactionId);
