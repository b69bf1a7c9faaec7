using System.Security.Cryptography;
using System.Text;
using Hub.Audit;
using Hub.Portal;
using Hub.Storage;

namespace Hub.Api;

/// <summary>A portal's <c>POST</c>, read but not yet judged.</summary>
/// <param name="ClientId">Who calls.</param>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Route">Method and path.</param>
/// <param name="Content">The body as it came.</param>
/// <param name="Language">What messages are written in.</param>
internal sealed record PortalCall(string ClientId, string Key, string Route, byte[] Content, string Language)
{
    /// <summary>What makes two bodies the same: the hash of the bytes, unless the format puts noise around them.</summary>
    public string RequestHash { get; init; } = HashOf(Content);

    /// <summary>Is the body kept as evidence? Those that change something are.</summary>
    public bool Archived { get; init; } = true;

    /// <summary>The call as evidence: its body, or only its facts when the body is not to be kept.</summary>
    public Arrival ToArrival() =>
        Archived
            ? new Arrival(AnswerOnce.Channel, ClientId, Key, Content)
            : RefusedCall.FactsOnly(ClientId, Key, new RefusedCall(Route, null, Content.Length, RequestHash));

    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

/// <summary>What a call does in the transaction that also keeps its answer. A refusal writes nothing.</summary>
internal delegate Task<PortalAnswer> PortalEffect(WriteSession session, CancellationToken ct);

/// <summary>The rules of idempotency keys (protocols.md §1).</summary>
internal static class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    /// <summary>The key of a request, or what is wrong with it.</summary>
    public static (string Key, ApiProblem? Problem) Read(HttpRequest request)
    {
        var key = request.Headers[Header].ToString().Trim();
        return key switch
        {
            "" => (key, new ApiProblem(StatusCodes.Status400BadRequest, "idempotency_key_missing")),
            { Length: > MaxLength } => (
                key,
                new ApiProblem(StatusCodes.Status400BadRequest, "idempotency_key_too_long")
            ),
            _ when key.Any(c => c is < ' ' or > '~') => (
                key,
                new ApiProblem(StatusCodes.Status400BadRequest, "idempotency_key_malformed")
            ),
            _ => (key, null),
        };
    }

    /// <summary>A key as it may stand in our books, also one that is too long or holds what no key holds.</summary>
    public static string? Shown(string key)
    {
        var shown = string.Concat(key.Where(c => c is >= ' ' and <= '~').Take(MaxLength));
        return shown.Length > 0 ? shown : null;
    }

    /// <summary>What the key was used for before, judged against this call.</summary>
    public static bool IsSameCall(StoredAnswer stored, PortalCall call) =>
        stored.Route == call.Route
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(stored.RequestHash),
            Encoding.ASCII.GetBytes(call.RequestHash)
        );
}
