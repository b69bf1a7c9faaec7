using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Adapters.Notifications;

/// <summary>SMS through an HTTP aggregator.</summary>
internal sealed class HttpSmsSender(HttpClient http, IOptions<SmsOptions> options) : ISmsSender
{
    /// <summary>More than any answer has; the client refuses to read on.</summary>
    public const int MaxResponseBytes = 16 * 1024;

    public async Task<SmsReply> SendAsync(Sms sms, CancellationToken ct)
    {
        using var response = await http.PostAsJsonAsync(
            "messages",
            new Outgoing(sms.Reference, options.Value.Sender, sms.To, sms.Text),
            ct
        );
        return await ReadAsync(response, ct);
    }

    public async Task<SmsReply?> QueryAsync(string reference, CancellationToken ct)
    {
        using var response = await http.GetAsync($"messages/{Uri.EscapeDataString(reference)}", ct);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response, ct);
    }

    private static async Task<SmsReply> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity)
        {
            var refusal = await ReadJsonAsync(response, ct);
            return new SmsReply.Refused(refusal.Code ?? "refused", refusal.Message ?? "");
        }

        response.EnsureSuccessStatusCode();
        var known = await ReadJsonAsync(response, ct);
        return known.Status switch
        {
            "accepted" or "sent" or "delivered" => new SmsReply.Accepted(),
            "refused" => new SmsReply.Refused(known.Code ?? "refused", known.Message ?? ""),
            _ => throw new HttpRequestException($"The aggregator's status '{known.Status}' is not known."),
        };
    }

    private static async Task<Answer> ReadJsonAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<Answer>(ct)
                ?? throw new HttpRequestException("The aggregator's answer is empty.");
        }
        catch (JsonException exception)
        {
            throw new HttpRequestException("The aggregator's answer is no JSON of ours.", exception);
        }
    }

    private sealed record Outgoing(string Reference, string Sender, string To, string Text);

    private sealed record Answer(string? Status, string? Code, string? Message);
}
