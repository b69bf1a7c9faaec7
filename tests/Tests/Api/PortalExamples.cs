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

    /// <summary>What an example says of the method to pay is what was answered.</summary>
    public static IEnumerable<string> MethodDiffers(JsonElement example, JsonElement actual, string at) =>
        example.ValueKind == JsonValueKind.Object
        && example.TryGetProperty("method", out var said)
        && said.GetString() != actual.GetProperty("method").GetString()
            ? [$"{at}: {said} in the example, {actual.GetProperty("method")} in fact"]
            : [];

    /// <summary>
    /// Where the names and kinds of members differ, at every depth: what a program written from the example relies on. Of two
    /// lists the first items are compared, as far as both have one.
    /// </summary>
    public static IEnumerable<string> Differences(JsonElement example, JsonElement actual, string at)
    {
        switch (example.ValueKind, actual.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                var names = example.EnumerateObject().Concat(actual.EnumerateObject()).Select(p => p.Name);
                return names
                    .Distinct(StringComparer.Ordinal)
                    .SelectMany(name =>
                        !example.TryGetProperty(name, out var left) ? [$"{at}/{name} is not in the example"]
                        : !actual.TryGetProperty(name, out var right)
                            ? [$"{at}/{name} is in the example only"]
                        : Differences(left, right, $"{at}/{name}")
                    );
            case (JsonValueKind.Array, JsonValueKind.Array):
                return example.GetArrayLength() > 0 && actual.GetArrayLength() > 0
                    ? Differences(example[0], actual[0], at + "/0")
                    : [];
            case (JsonValueKind.True or JsonValueKind.False, JsonValueKind.True or JsonValueKind.False):
                return [];
            default:
                return example.ValueKind == actual.ValueKind
                    ? []
                    : [$"{at} is {example.ValueKind} in the example and {actual.ValueKind} in fact"];
        }
    }
}

/// <summary>One operation of the document.</summary>
internal sealed record Operation(string Name, HttpMethod Method, string Path, JsonElement Body);
