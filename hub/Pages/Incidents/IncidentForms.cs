using Hub.Exchange;
using Hub.Identity;
using Hub.Processes;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Pages.Incidents;

/// <summary>What the buttons of the incident list post to.</summary>
internal static class IncidentForms
{
    /// <summary>Maps `/incidents/{id}/retry`.</summary>
    public static void MapIncidentForms(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/incidents/{id:guid}/retry", RetryAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Monitor, Roles.Administrator))
            .ExcludeFromDescription();

    private static async Task<Results<RedirectHttpResult, BadRequest>> RetryAsync(
        Guid id,
        RetryIncident retry,
        RequeueRequests requeue,
        IAntiforgery antiforgery,
        HttpContext context,
        CancellationToken ct
    )
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.BadRequest();
        }

        var actor = context.User.ToActor();
        if (!await requeue.WriteAgainAsync(id, actor, ct))
        {
            await retry.RunAsync(id, actor, ct);
        }

        return TypedResults.LocalRedirect("/incidents");
    }
}
