using Hub.Catalogue;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Routing.Template;

namespace Hub.Api;

/// <summary>What portals hear when something of ours fails: a code as always, and that the same key may be used again.</summary>
internal static class PortalFailures
{
    private static readonly PathString Api = new("/api/v1");
    private static readonly PathString Sandbox = new("/sandbox");

    /// <summary>
    /// Answers failures of calls under <c>/api/v1</c> and <c>/sandbox</c>, which are logged, and addresses there where nothing
    /// is, or nothing for this method.
    /// </summary>
    public static void UsePortalFailures(this WebApplication app) =>
        app.UseWhen(
            context =>
                context.Request.Path.StartsWithSegments(Api, StringComparison.Ordinal)
                || context.Request.Path.StartsWithSegments(Sandbox, StringComparison.Ordinal),
            branch =>
            {
                branch.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerAsync });
                branch.Use(AnswerUnroutedAsync);
            }
        );

    private static async Task AnswerUnroutedAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (
            context.Response.HasStarted
            || context.Response.StatusCode
                is not (StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed)
        )
        {
            return;
        }

        var methods = MethodsAt(context);
        if (methods.Count == 0)
        {
            await AnswerAsync(context, ApiProblem.NotFound("not_found"));
            return;
        }

        context.Response.Headers.Allow = string.Join(", ", methods);
        await AnswerAsync(
            context,
            new ApiProblem(StatusCodes.Status405MethodNotAllowed, "method_not_allowed")
            {
                Values = [("methods", context.Response.Headers.Allow.ToString())],
            }
        );
    }

    // Pages and assets answer GET anywhere, so that routing alone takes a wrong GET for an address where nothing is.
    private static List<string> MethodsAt(HttpContext context) =>
        [
            .. context
                .RequestServices.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<NeededScope>() is not null)
                .Where(endpoint => IsAt(endpoint, context.Request.Path))
                .SelectMany(endpoint =>
                    endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
                )
                .SelectMany(method =>
                    method == HttpMethods.Get ? (string[])[method, HttpMethods.Head] : [method]
                )
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static bool IsAt(RouteEndpoint endpoint, PathString path) =>
        new TemplateMatcher(
            TemplateParser.Parse(endpoint.RoutePattern.RawText ?? ""),
            new RouteValueDictionary()
        ).TryMatch(path, new RouteValueDictionary());

    private static Task AnswerAsync(HttpContext context)
    {
        var problem = context.Features.Get<IExceptionHandlerFeature>()?.Error switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                PortalPosts.TooLarge(PortalPosts.MaxBodyBytes),
            BadHttpRequestException bad => new ApiProblem(bad.StatusCode, "request_malformed"),
            _ => new ApiProblem(StatusCodes.Status500InternalServerError, "internal_error"),
        };
        return AnswerAsync(context, problem);
    }

    private static Task AnswerAsync(HttpContext context, ApiProblem problem)
    {
        var catalogue = context.RequestServices.GetRequiredService<ReferenceCatalogue>();
        return PortalAnswer
            .Of(problem, ApiLanguage.Of(context.Request), catalogue.Texts)
            .ExecuteAsync(context);
    }
}
