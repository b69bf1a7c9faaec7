using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Adapters.Registries;

/// <summary>Bureaus with a system of their own: JSON over HTTP, signed (docs/partners/bureau-rest.md).</summary>
internal sealed class RestRegistry(HttpClient http, TimeProvider clock) : IRegistryChannel
{
    private const int MaxResponseBytes = 1024 * 1024;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        MaxDepth = 16,
    };

    public async Task<RegistryReply> RequestAsync(
        BureauEndpoint bureau,
        ExtractRequest request,
        CancellationToken ct
    )
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(ToBody(request), Json);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(bureau.BaseAddress, "requests"))
        {
            Content = content,
        };
        message.Headers.Add(BureauSignature.Header, BureauSignature.Sign(body, bureau.Secret));
        using var response = await http.SendAsync(message, ct);
        await response.Content.LoadIntoBufferAsync(MaxResponseBytes, ct);
        if (response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.OK)
        {
            var taken = await TryReadAsync<Taken>(response, ct);
            return taken?.RequestId is { } echo && echo != request.RequestId
                ? throw new HttpRequestException("The bureau's reply is about another request.")
                : new RegistryReply.Accepted(taken?.Reference);
        }

        if (
            response.StatusCode
            is HttpStatusCode.BadRequest
                or HttpStatusCode.UnprocessableEntity
                or HttpStatusCode.Conflict
        )
        {
            var refusal = await TryReadAsync<Refusal>(response, ct);
            return new RegistryReply.Refused(refusal?.Code ?? "refused", refusal?.Message ?? "");
        }

        throw new HttpRequestException(
            string.Create(CultureInfo.InvariantCulture, $"The bureau answered {(int)response.StatusCode}."),
            null,
            response.StatusCode
        );
    }

    public async Task<RegistryReply?> QueryAsync(
        BureauEndpoint bureau,
        string requestId,
        CancellationToken ct
    )
    {
        var path = $"requests/{Uri.EscapeDataString(requestId)}?sentAt={SentAt()}";
        using var message = Signed(HttpMethod.Get, new Uri(bureau.BaseAddress, path), bureau);
        using var response = await http.SendAsync(message, ct);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            await response.Content.LoadIntoBufferAsync(MaxResponseBytes, ct);
            var taken = await TryReadAsync<Taken>(response, ct);
            return new RegistryReply.Accepted(taken?.Reference);
        }

        // A bureau without the status call cannot say: asking again with the same id is safe, it knows repetitions.
        return
            response.StatusCode
                is HttpStatusCode.NotFound
                    or HttpStatusCode.MethodNotAllowed
                    or HttpStatusCode.NotImplemented
            ? null
            : throw new HttpRequestException(
                "The bureau did not answer the status query.",
                null,
                response.StatusCode
            );
    }

    public async Task<AnswerPage> ReadAnswersAsync(BureauEndpoint bureau, string? after, CancellationToken ct)
    {
        // The moment is part of what is signed: a query that was overheard cannot be asked again later.
        var path = after is null
            ? $"answers?sentAt={SentAt()}"
            : $"answers?after={Uri.EscapeDataString(after)}&sentAt={SentAt()}";
        using var message = Signed(HttpMethod.Get, new Uri(bureau.BaseAddress, path), bureau);
        using var response = await http.SendAsync(message, ct);
        response.EnsureSuccessStatusCode();
        await response.Content.LoadIntoBufferAsync(MaxResponseBytes, ct);
        var body = await response.Content.ReadAsStringAsync(ct);
        try
        {
            return JsonSerializer.Deserialize<Page>(body, Json) is { } page
                ? ToPage(page, body)
                : new AnswerPage([], null, body) { IsReadable = false };
        }
        catch (JsonException)
        {
            return new AnswerPage([], null, body) { IsReadable = false };
        }
    }

    /// <summary>One answer that is none must not hold up the others of its page.</summary>
    private static AnswerPage ToPage(Page page, string body)
    {
        var answers = new List<RegistryAnswer>();
        var unreadable = new List<int>();
        foreach (var (place, element) in (page.Answers ?? []).Index())
        {
            if (TryRead(element) is { } answer)
            {
                answers.Add(answer);
            }
            else
            {
                unreadable.Add(place);
            }
        }

        return new AnswerPage(answers, page.Next, body) { Unreadable = unreadable };
    }

    private static RegistryAnswer? TryRead(JsonElement element)
    {
        try
        {
            return element.Deserialize<RegistryAnswer>(Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static HttpRequestMessage Signed(HttpMethod method, Uri uri, BureauEndpoint bureau)
    {
        var message = new HttpRequestMessage(method, uri);
        message.Headers.Add(
            BureauSignature.Header,
            BureauSignature.Sign(System.Text.Encoding.UTF8.GetBytes(uri.PathAndQuery), bureau.Secret)
        );
        return message;
    }

    private static async Task<T?> TryReadAsync<T>(HttpResponseMessage response, CancellationToken ct)
        where T : class
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Json, ct);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string SentAt() =>
        clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private RequestBody ToBody(ExtractRequest request) =>
        new(
            request.RequestId,
            SentAt(),
            request.BureauCode,
            request.Lines,
            request.Act,
            request.Subject,
            request.RequesterRelation,
            request.DueOn,
            request.PossibleDuplicate
        );

    private sealed record RequestBody(
        string RequestId,
        string SentAt,
        string Bureau,
        IReadOnlyList<ExtractLine> Lines,
        ExtractAct Act,
        ExtractSubject Subject,
        string RequesterRelation,
        string DueOn,
        bool PossibleDuplicate
    );

    private sealed record Taken(string? Reference, string? RequestId);

    private sealed record Refusal(string? Code, string? Message);

    private sealed record Page(IReadOnlyList<JsonElement>? Answers, string? Next);
}
