using Hub.Catalogue;
using Hub.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace Hub.Api;

/// <summary>What portals hear when something of ours fails: a code as always, and that the same key may be used again.</summary>
internal static class PortalFailures
{
    private const int RetryAfterSeconds = 5;
    private static readonly PathString Api = new("/api/v1");

    /// <summary>Answers failures of calls under <c>/api/v1</c>; what failed is logged.</summary>
    public static void UsePortalFailures(this WebApplication app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Api, StringComparison.Ordinal),
            branch =>
                branch.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerAsync })
        );

    /// <summary>Answers addresses under <c>/api/v1</c> where nothing is.</summary>
    public static void MapNothing(this IEndpointRouteBuilder api) =>
        api.MapFallback(
                "/{**rest}",
                (HttpContext context, ReferenceCatalogue catalogue) =>
                    PortalAnswer.Of(
                        ApiProblem.NotFound("not_found"),
                        ApiLanguage.Of(context.Request),
                        catalogue.Texts
                    )
            )
            .ExcludeFromDescription();

    private static Task AnswerAsync(HttpContext context)
    {
        var catalogue = context.RequestServices.GetRequiredService<ReferenceCatalogue>();
        var problem = context.Features.Get<IExceptionHandlerFeature>()?.Error switch
        {
            CommitInDoubtException => new ApiProblem(StatusCodes.Status503ServiceUnavailable, "not_confirmed")
            {
                RetryAfter = RetryAfterSeconds,
            },
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                PortalPosts.TooLarge(PortalPosts.MaxBodyBytes),
            BadHttpRequestException bad => new ApiProblem(bad.StatusCode, "request_malformed"),
            _ => new ApiProblem(StatusCodes.Status500InternalServerError, "internal_error"),
        };
        return PortalAnswer
            .Of(problem, ApiLanguage.Of(context.Request), catalogue.Texts)
            .ExecuteAsync(context);
    }
}
