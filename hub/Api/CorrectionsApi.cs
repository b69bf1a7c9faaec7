using Adapters.Post;
using Hub.Api.Reading;
using Hub.Catalogue;
using Hub.Orders;
using Hub.Portal;
using Hub.Storage;

namespace Hub.Api;

/// <summary>Corrections and cancellations of orders that have been placed.</summary>
internal static class CorrectionsApi
{
    /// <summary>Maps <c>/orders/{id}/corrections</c> and <c>/orders/{id}/cancellation</c>.</summary>
    public static void MapCorrections(this IEndpointRouteBuilder api)
    {
        api.MapPost("/orders/{id}/corrections", CorrectAsync)
            .WithName("correctOrder")
            .RequireScope(PortalScopes.WriteOrders);
        api.MapPost("/orders/{id}/cancellation", CancelAsync)
            .WithName("cancelOrder")
            .RequireScope(PortalScopes.WriteOrders);
    }

    private static Task<IResult> CorrectAsync(
        string id,
        HttpContext context,
        PortalPosts posts,
        Countries countries,
        HubStore store,
        ReferenceCatalogue catalogue,
        CancellationToken ct
    ) =>
        posts.AnswerAsync(
            context,
            (call, body, errors) =>
            {
                var correction = Read(body, countries, store.Now);
                if (correction is { Act: null, Subject: null, Recipient: null } && !errors.Any)
                {
                    errors.Add("", "correction_empty");
                }

                return Task.FromResult(
                    posts.OnOwnOrder(
                        call,
                        id,
                        async (order, session, token) =>
                        {
                            return await CorrectOrder.RunAsync(order.Id, correction, session, token) switch
                            {
                                CorrectOrderResult.Corrected corrected => Answer(corrected.Order, catalogue),
                                CorrectOrderResult.Refused refused => await posts.Refusal(
                                    call,
                                    ToProblem(refused.Code),
                                    order.Id
                                )(session, token),
                                _ => throw new System.Diagnostics.UnreachableException(),
                            };
                        }
                    )
                );
            },
            new PostRules(),
            ct
        );

    private static Task<IResult> CancelAsync(
        string id,
        HttpContext context,
        PortalPosts posts,
        ReferenceCatalogue catalogue,
        CancellationToken ct
    ) =>
        posts.AnswerAsync(
            context,
            (call, body, _) =>
            {
                body.RefuseOthers();
                return Task.FromResult(
                    posts.OnOwnOrder(
                        call,
                        id,
                        async (order, session, token) =>
                        {
                            return await AskCancellation.RunAsync(order.Id, session, token) is { } asked
                                ? Answer(asked, catalogue)
                                : await posts.Refusal(
                                    call,
                                    ApiProblem.Conflict("order_not_cancellable"),
                                    order.Id
                                )(session, token);
                        }
                    )
                );
            },
            new PostRules(BodyOptional: true),
            ct
        );

    private static OrderCorrection Read(FieldReader body, Countries countries, DateTimeOffset now)
    {
        var today = QuotePrice.DayOf(now);
        var act = body.Has("act") ? ActReading.Read(body.Object("act"), today.Year) : null;
        var subject = body.Has("subject") ? PersonReading.ReadSubject(body.Object("subject"), today) : null;
        var recipient = body.Has("recipient")
            ? RecipientReading.Read(body.Object("recipient"), countries)
            : null;
        body.RefuseOthers();
        return new OrderCorrection(act, subject, recipient);
    }

    private static ApiProblem ToProblem(string code)
    {
        if (code != "recipient_country_fixed")
        {
            return ApiProblem.Conflict(code);
        }

        var errors = new FieldErrors();
        errors.Add("/recipient/country", code);
        return ApiProblem.Invalid(errors);
    }

    // The process moves the order after the commit: what is answered is the wish, taken.
    private static PortalAnswer Answer(Order order, ReferenceCatalogue catalogue) =>
        PortalAnswer.Of(StatusCodes.Status202Accepted, OrderView.Of(order, catalogue)) with
        {
            OrderId = order.Id,
        };
}

/// <summary>What a citizen corrects; what is left out stays as it was.</summary>
public sealed record CorrectionRequest(ActBody? Act, SubjectBody? Subject, RecipientBody? Recipient);
