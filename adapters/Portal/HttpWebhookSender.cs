using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;

namespace Adapters.Portal;

/// <summary>Webhooks by HTTP.</summary>
internal sealed class HttpWebhookSender(HttpClient http, IOptions<WebhookOptions> options, TimeProvider clock)
    : IWebhookSender
{
    /// <summary>Standard Webhooks asks for small bodies; ours are a few hundred bytes.</summary>
    public const int MaxBodyBytes = 20 * 1024;

    private const int StatusGone = 410;

    public async Task<WebhookReply> SendAsync(Webhook webhook, CancellationToken ct)
    {
        if (Encoding.UTF8.GetByteCount(webhook.Body) > MaxBodyBytes)
        {
            throw new InvalidOperationException($"A webhook body has at most {MaxBodyBytes} bytes.");
        }

        if (!WebhookAddress.IsSchemeAllowed(webhook.Url, options.Value.TrustedHosts))
        {
            return new WebhookReply.Forbidden("https_required");
        }

        using var request = Sign(webhook);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var status = (int)response.StatusCode;
            return response.IsSuccessStatusCode ? new WebhookReply.Delivered(status)
                : status == StatusGone ? new WebhookReply.Gone()
                : new WebhookReply.Failed(status, RetryAfter(response.Headers.RetryAfter));
        }
        catch (HttpRequestException exception)
            when (exception is ForbiddenAddressException
                || exception.InnerException is ForbiddenAddressException
            )
        {
            return new WebhookReply.Forbidden("address_not_allowed");
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var pause = header?.Delta ?? header?.Date - clock.GetUtcNow();
        return pause > TimeSpan.Zero ? pause : null;
    }

    private HttpRequestMessage Sign(Webhook webhook)
    {
        var now = clock.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url)
        {
            Content = new StringContent(webhook.Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", webhook.Id);
        request.Headers.Add("webhook-timestamp", WebhookSignature.Timestamp(now));
        request.Headers.Add(
            "webhook-signature",
            WebhookSignature.Sign(webhook.Id, now, webhook.Body, webhook.Secrets)
        );
        return request;
    }
}
