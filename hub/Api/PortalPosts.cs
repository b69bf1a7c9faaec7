using Hub.Api.Reading;
using Hub.Orders;
using Hub.Storage;
using Microsoft.Net.Http.Headers;

namespace Hub.Api;

/// <summary>Reads a portal's <c>POST</c>: key, media type, size, JSON. What cannot be read is refused with a code, and kept.</summary>
internal sealed class PortalPosts(AnswerOnce answers)
{
    /// <summary>Five times the largest order anybody can mean.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    private static readonly byte[] NoBody = "{}"u8.ToArray();

    /// <summary>Reads a JSON call and answers it once.</summary>
    /// <param name="context">The request.</param>
    /// <param name="judge">Judges the body; what it returns runs in the transaction.</param>
    /// <param name="rules">How this call differs from others.</param>
    /// <param name="ct">Cancels the reading; what is being committed is committed.</param>
    public async Task<IResult> AnswerAsync(
        HttpContext context,
        Func<PortalCall, FieldReader, FieldErrors, Task<PortalEffect>> judge,
        PostRules rules,
        CancellationToken ct
    )
    {
        var language = ApiLanguage.Of(context.Request);
        var (key, problem) = IdempotencyKeys.Read(context.Request);
        var (content, unreadable) = await ReadBodyAsync(context.Request, rules.BodyOptional, ct);
        problem ??= unreadable;
        if (problem is not null || content is null)
        {
            return await answers.RefuseAsync(
                problem ?? TooLarge(MaxBodyBytes),
                RefusedCall.ToArrival(context, key, content, rules.Archived),
                language,
                ct
            );
        }

        var call = new PortalCall(context.User.ClientId(), key, RouteOf(context.Request), content, language)
        {
            Archived = rules.Archived,
        };
        var effect = JsonBody.Read(content) switch
        {
            JsonBody.Valid valid => await JudgeAsync(call, valid, judge),
            JsonBody.Refused refused => Refusal(call, ToProblem(refused)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return rules.Grouped
            ? await answers.RunGroupedAsync(call, effect, ct)
            : await answers.RunAloneAsync(call, effect, ct);
    }

    /// <summary>An effect that only refuses.</summary>
    public PortalEffect Refusal(PortalCall call, ApiProblem problem, Guid? orderId = null) =>
        (_, _) => Task.FromResult(answers.Refuse(problem, call.Language) with { OrderId = orderId });

    /// <summary>An effect on an order of this very portal; for any other order it only refuses.</summary>
    public PortalEffect OnOwnOrder(
        PortalCall call,
        string id,
        Func<Order, WriteSession, CancellationToken, Task<PortalAnswer>> effect
    ) =>
        async (session, ct) =>
            await OrdersApi.FindAsync(session.Db, call.ClientId, id, ct) is { } order
                ? await effect(order, session, ct)
                : answers.Refuse(ApiProblem.NotFound("order_not_found"), call.Language);

    /// <summary>Method and path.</summary>
    public static string RouteOf(HttpRequest request) => $"{request.Method} {request.Path}";

    private async Task<PortalEffect> JudgeAsync(
        PortalCall call,
        JsonBody.Valid body,
        Func<PortalCall, FieldReader, FieldErrors, Task<PortalEffect>> judge
    )
    {
        var errors = new FieldErrors();
        var effect = await judge(call, FieldReader.Of(body.Root, errors), errors);
        return errors.Any ? Refusal(call, ApiProblem.Invalid(errors)) : effect;
    }

    /// <summary>The body, also one of a kind we do not take; null when it is too large.</summary>
    private static async Task<(byte[]? Content, ApiProblem? Problem)> ReadBodyAsync(
        HttpRequest request,
        bool optional,
        CancellationToken ct
    )
    {
        if (
            optional
            && request.ContentLength is null or 0
            && !request.Headers.ContainsKey("Transfer-Encoding")
        )
        {
            return (NoBody, null);
        }

        var content = await ReadUpToAsync(request, MaxBodyBytes, ct);
        var isJson =
            MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);
        return isJson
            ? (content, null)
            : (content, new ApiProblem(StatusCodes.Status415UnsupportedMediaType, "media_type_unknown"));
    }

    /// <summary>The body, or null when it is larger.</summary>
    public static async Task<byte[]?> ReadUpToAsync(HttpRequest request, int max, CancellationToken ct)
    {
        if (request.ContentLength > max)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, ct)) > 0; )
        {
            if (body.Length + read > max)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    /// <summary>The body is larger than anybody needs.</summary>
    public static ApiProblem TooLarge(int max) =>
        new(StatusCodes.Status413PayloadTooLarge, "body_too_large")
        {
            Values = [("max", (max / 1024).ToString(System.Globalization.CultureInfo.InvariantCulture))],
        };

    /// <summary>Why a body is no JSON we read.</summary>
    public static ApiProblem ToProblem(JsonBody.Refused refused) =>
        new(StatusCodes.Status400BadRequest, refused.Code)
        {
            Values = [("place", refused.Place)],
            Errors = refused.Pointer.Length > 0 ? [new FieldError(refused.Pointer, "field_twice")] : [],
        };
}

/// <summary>How a call differs from others.</summary>
/// <param name="Grouped">Commits together with others.</param>
/// <param name="Archived">Its body is kept as evidence.</param>
/// <param name="BodyOptional">It may come without a body.</param>
internal sealed record PostRules(bool Grouped = false, bool Archived = true, bool BodyOptional = false);
