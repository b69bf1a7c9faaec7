using System.Globalization;
using System.Text.Json;

namespace Tests.Api;

/// <summary>The examples of the OpenAPI document, and what differs between one and an answer.</summary>
internal static class PortalExamples
{
    public static (int Status, JsonElement Answer) Success(JsonElement operation)
    {
        var answer = operation.GetProperty("responses").EnumerateObject().First(r => r.Name != "default");
        return (int.Parse(answer.Name, CultureInfo.InvariantCulture), answer.Value);
    }

    private static JsonElement Content(JsonElement body) =>
        body.GetProperty("content").EnumerateObject().Single().Value;

    /// <summary>The example of a body, under the name "" ; or all of them, each under its own.</summary>
    public static List<(string Name, JsonElement Value)> ExamplesOf(JsonElement body)
    {
        var content = Content(body);
        return content.TryGetProperty("example", out var example) ? [("", example)]
            : content.TryGetProperty("examples", out var examples)
                ? [.. examples.EnumerateObject().Select(e => (e.Name, e.Value.GetProperty("value")))]
            : [];
    }

    /// <summary>The calls to make: one for each example of the body sent, and one without a body where there is none.</summary>
    public static List<(string Name, JsonElement Value)> CallsOf(Operation operation) =>
        operation.Body.TryGetProperty("requestBody", out var body) ? ExamplesOf(body) : [("", default)];
}

/// <summary>One operation of the document.</summary>
internal sealed record Operation(string Name, HttpMethod Method, string Path, JsonElement Body);
