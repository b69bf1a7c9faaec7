using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Simulators.Scenario;

namespace Simulators.Registries;

/// <summary>A bureau's system sends answers to the hub: <c>POST /registry/{code}/answers</c>, signed and dated.</summary>
internal sealed class AnswerPush(Uri hub, BureauSecrets secrets, PartnerClock clock, Journal journal)
    : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Sends answers once. A hub that is away is an exception: the agenda sends them again later.</summary>
    public async Task SendAsync(string bureau, IReadOnlyList<GivenAnswer> answers, CancellationToken ct)
    {
        var sentAt = clock
            .GetUtcNow()
            .UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { sentAt, answers }, JsonSerializerOptions.Web);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        using var message = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(hub, $"registry/{Uri.EscapeDataString(bureau)}/answers")
        )
        {
            Content = content,
        };
        message.Headers.Add(BureauSecrets.Header, secrets.Sign(bureau, body));
        using var response = await http.SendAsync(message, ct);
        var status = (int)response.StatusCode;
        if (status >= 500 || status == 429)
        {
            throw new HttpRequestException("The hub does not take answers now.", null, response.StatusCode);
        }

        journal.Note(
            clock.GetUtcNow(),
            "answer-pushed",
            $"{answers[0].RequestId}:{answers[0].Outcome}",
            repeated: false,
            new { bureau, status }
        );
    }

    public void Dispose() => http.Dispose();
}
