using Adapters.Payments;
using Hub.Payments;
using Hub.Portal;
using Microsoft.Extensions.Options;

namespace Hub.Api;

/// <summary>Attempts to pay an order.</summary>
internal static class PaymentAttemptsApi
{
    private static readonly string[] Methods = ["card", "agency", "sms"];

    /// <summary>Maps <c>/orders/{id}/payment-attempts</c>.</summary>
    public static void MapPaymentAttempts(this IEndpointRouteBuilder api) =>
        api.MapPost("/orders/{id}/payment-attempts", StartAsync)
            .WithName("startPaymentAttempt")
            .RequireScope(PortalScopes.StartPayments);

    private static Task<IResult> StartAsync(
        string id,
        HttpContext context,
        PortalPosts posts,
        StartPaymentAttempt start,
        IOptions<PortalOptions> options,
        CancellationToken ct
    )
    {
        var origin =
            options.Value.PublicAddress
            ?? new Uri($"{context.Request.Scheme}://{context.Request.Host.ToUriComponent()}");
        return posts.AnswerAsync(
            context,
            (call, body, _) =>
            {
                var method = body.Choice("method", Methods, required: false);
                body.RefuseOthers();
                return Task.FromResult(
                    posts.OnOwnOrder(
                        call,
                        id,
                        async (order, session, token) =>
                        {
                            var returnUrl = new Uri(origin, $"/pay/return/{order.Id}");
                            return await start.RunAsync(
                                order.Id,
                                method ?? order.PaymentMethod,
                                returnUrl,
                                session,
                                token
                            ) switch
                            {
                                StartAttemptResult.Started started => ToAnswer(started),
                                StartAttemptResult.Refused refused => await posts.Refusal(
                                    call,
                                    ApiProblem.Conflict(refused.Code),
                                    order.Id
                                )(session, token),
                                _ => throw new System.Diagnostics.UnreachableException(),
                            };
                        }
                    )
                );
            },
            new PostRules(BodyOptional: true),
            ct
        );
    }

    private static PortalAnswer ToAnswer(StartAttemptResult.Started started) =>
        PortalAnswer.Of(
            StatusCodes.Status201Created,
            new PaymentAttemptView(
                started.Attempt.Id,
                started.Attempt.OrderId,
                started.Attempt.Number,
                started.Attempt.Oid,
                started.Attempt.Method,
                ApiJson.ToMoney(started.Attempt.AmountCentimes),
                PriceView.Dirham,
                started.ExpiresAt,
                started.Invitation is HostedPage page ? PaymentForm.Of(page) : null,
                (started.Invitation as PaymentReference)?.Number
            )
        ) with
        {
            OrderId = started.Attempt.OrderId,
        };
}

/// <summary>What a payment attempt may name.</summary>
/// <param name="Method">Another method than the order's own.</param>
public sealed record PaymentAttemptRequest(string? Method);

/// <summary>A payment attempt, and how the citizen goes on.</summary>
/// <param name="Oid">What the gateway knows the attempt by.</param>
/// <param name="Amount">In dirhams.</param>
/// <param name="ExpiresAt">When the unpaid order ends.</param>
/// <param name="Form">What the citizen's browser posts to the gateway's own page, unchanged; only for cards.</param>
/// <param name="Reference">The number to pay against, at an agency or by SMS; only for those methods.</param>
public sealed record PaymentAttemptView(
    Guid Id,
    Guid OrderId,
    int Number,
    string Oid,
    string Method,
    string Amount,
    string Currency,
    DateTimeOffset ExpiresAt,
    PaymentForm? Form,
    string? Reference
);

/// <summary>A form for the citizen's browser. Card data is never part of it.</summary>
public sealed record PaymentForm(Uri Url, string Method, IReadOnlyDictionary<string, string> Fields)
{
    internal static PaymentForm Of(HostedPage page) =>
        new(page.Url, "POST", page.Fields.ToDictionary(field => field.Key, field => field.Value));
}
