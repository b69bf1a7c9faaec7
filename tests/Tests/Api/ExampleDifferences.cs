using System.Text.Json;

namespace Tests.Api;

/// <summary>Compares what the hub answers with what its documentation shows.</summary>
internal static class ExampleDifferences
{
    /// <summary>
    /// Members whose values every hub makes anew: ids, numbers, moments, secrets, and what was set up for this very hub. All
    /// others are what the documentation says, letter by letter.
    /// </summary>
    private static readonly HashSet<string> Made = new(StringComparer.Ordinal)
    {
        "id",
        "orderId",
        "trackingNumber",
        "oid",
        "reference",
        "since",
        "createdAt",
        "stateSince",
        "timestamp",
        "asOf",
        "at",
        "expiresAt",
        "oldestOpenedAt",
        "nextDueAt",
        "secret",
        "size",
        "sha256",
        // The form of the gateway: the merchant's own settings, and its hash.
        "url",
        "clientid",
        "okUrl",
        "failUrl",
        "callbackUrl",
        "shopurl",
        "rnd",
        "HASH",
        // How long bureaus take changes every day.
        "open",
        "answeredInHours",
    };

    /// <summary>
    /// Where an answer is another than its example: in names, kinds and numbers of members, at every depth, and in all values
    /// that are not <see cref="Made"/>.
    /// </summary>
    public static IEnumerable<string> Find(JsonElement example, JsonElement actual, string at)
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
                        : Find(left, right, $"{at}/{name}")
                    );
            case (JsonValueKind.Array, JsonValueKind.Array):
                return example.GetArrayLength() == actual.GetArrayLength()
                    ? example
                        .EnumerateArray()
                        .Zip(actual.EnumerateArray())
                        .SelectMany((pair, i) => Find(pair.First, pair.Second, $"{at}/{i}"))
                    :
                    [
                        $"{at} has {example.GetArrayLength()} items in the example and {actual.GetArrayLength()} in fact",
                    ];
            default:
                var same = Made.Contains(at[(at.LastIndexOf('/') + 1)..])
                    ? example.ValueKind == actual.ValueKind
                    : JsonElement.DeepEquals(example, actual);
                return same
                    ? []
                    : [$"{at} is {example.GetRawText()} in the example and {actual.GetRawText()} in fact"];
        }
    }
}
