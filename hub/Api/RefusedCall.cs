using Hub.Audit;

namespace Hub.Api;

/// <summary>What is kept of a refused call instead of its body, when that is too large, or none of what a person should read.</summary>
/// <param name="Route">Method and path.</param>
/// <param name="MediaType">What it said to be.</param>
/// <param name="Size">In bytes, as read or announced; null when nobody knows.</param>
/// <param name="Sha256">Of the body, when it was read.</param>
internal sealed record RefusedCall(string Route, string? MediaType, long? Size, string? Sha256)
{
    /// <summary>The evidence of a call whose body is not kept.</summary>
    public static Arrival FactsOnly(string clientId, string? key, RefusedCall facts) =>
        new(AnswerOnce.Channel, clientId, key, ApiJson.ToBytes(facts));

    /// <summary>
    /// The evidence of a call that was refused before its body was judged: the body when it is one that is kept and was read,
    /// otherwise its facts.
    /// </summary>
    public static Arrival ToArrival(HttpContext context, string key, byte[]? body, bool bodyIsKept)
    {
        var shown = IdempotencyKeys.Shown(key);
        return bodyIsKept && body is not null
            ? new Arrival(AnswerOnce.Channel, context.User.ClientId(), shown, body)
            : FactsOnly(
                context.User.ClientId(),
                shown,
                new RefusedCall(
                    PortalPosts.RouteOf(context.Request),
                    context.Request.ContentType,
                    body?.Length ?? context.Request.ContentLength,
                    body is null ? null : PortalCall.HashOf(body)
                )
            );
    }
}
