using System.Text.Json.Nodes;
using Hub.Api.Reading;
using Hub.Catalogue;
using Hub.Portal;
using Hub.Sealing;

namespace Hub.Api;

/// <summary>An answer as it goes out, and as it is kept to be given again.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The bytes of the body.</param>
internal sealed record PortalAnswer(int Status, byte[] Body) : IResult
{
    private const string Json = "application/json; charset=utf-8";
    private const string ProblemJson = "application/problem+json; charset=utf-8";

    /// <summary>Content type, location, ETag …</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The code of a problem; null when all went well.</summary>
    public string? Code { get; init; }

    /// <summary>What is wrong where, without anything of what was written.</summary>
    public string? Note { get; init; }

    /// <summary>The order the call was about.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>An answer with a body.</summary>
    public static PortalAnswer Of<T>(
        int status,
        T body,
        params ReadOnlySpan<(string Name, string Value)> headers
    )
    {
        var all = new Dictionary<string, string> { ["Content-Type"] = Json };
        foreach (var (name, value) in headers)
        {
            all[name] = value;
        }

        return new PortalAnswer(status, ApiJson.ToBytes(body)) { Headers = all };
    }

    /// <summary>A problem in the language of whoever called.</summary>
    public static PortalAnswer Of(ApiProblem problem, string language, Texts texts)
    {
        var body = new JsonObject
        {
            ["type"] = "urn:shubbak:problem:" + problem.Code,
            ["title"] = Text(texts, language, "api.problem." + problem.Code, problem.Values),
            ["status"] = problem.Status,
            ["code"] = problem.Code,
        };
        if (problem.Errors.Count > 0)
        {
            body["errors"] = new JsonArray([
                .. problem.Errors.Select(error => ToNode(error, language, texts)),
            ]);
        }

        foreach (var (name, value) in problem.More)
        {
            body[name] = System.Text.Json.JsonSerializer.SerializeToNode(value, ApiJson.Options);
        }

        var headers = new Dictionary<string, string>
        {
            ["Content-Type"] = ProblemJson,
            ["Content-Language"] = language,
        };
        if (problem.RetryAfter is { } seconds)
        {
            headers["Retry-After"] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return new PortalAnswer(problem.Status, ApiJson.ToBytes(body))
        {
            Headers = headers,
            Code = problem.Code,
            Note = string.Join("; ", problem.Errors.Select(error => $"{error.Pointer} {error.Code}")),
        };
    }

    /// <summary>The answer that was given before.</summary>
    public static PortalAnswer Again(StoredAnswer stored, Seals seals) =>
        new(
            stored.Status,
            seals.Open(SealPurpose.StoredAnswers, RowOf(stored.ClientId, stored.Key), stored.Body)
        )
        {
            Headers = new Dictionary<string, string>(stored.Headers) { ["Idempotent-Replayed"] = "true" },
        };

    /// <summary>The answer as it is kept under its key.</summary>
    public byte[] Seal(PortalCall call, Seals seals) =>
        seals.Seal(SealPurpose.StoredAnswers, RowOf(call.ClientId, call.Key), Body);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (Body.Length > 0)
        {
            response.ContentLength = Body.Length;
            await response.Body.WriteAsync(Body, httpContext.RequestAborted);
        }
    }

    private static string RowOf(string clientId, string key) => $"{clientId}/{key}";

    private static JsonObject ToNode(FieldError error, string language, Texts texts)
    {
        var node = new JsonObject
        {
            ["pointer"] = error.Pointer,
            ["code"] = error.Code,
            ["message"] = Text(texts, language, "api.field." + error.Code, error.Values),
        };
        if (error.Suggestions.Count > 0)
        {
            node["suggestions"] = new JsonArray([
                .. error.Suggestions.Select(s => new JsonObject { ["code"] = s.Code, ["name"] = s.Name }),
            ]);
        }

        return node;
    }

    private static string Text(
        Texts texts,
        string language,
        string key,
        IReadOnlyList<(string Name, string Value)> values
    ) => texts.Get(language, key, [.. values]);
}
