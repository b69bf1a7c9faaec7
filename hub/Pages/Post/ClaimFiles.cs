using System.Security.Claims;
using Hub.Identity;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Post;

/// <summary>Claims as files: all that are open, and those that were handed to the post.</summary>
internal static class ClaimFiles
{
    private const string Csv = "text/csv";
    private const int MaxExported = 10_000;

    /// <summary>Maps `/claims.csv`, `/claims/handovers` and `/claims/handovers/{id}.csv`.</summary>
    public static void MapClaims(this IEndpointRouteBuilder routes)
    {
        var claims = routes.MapGroup("/").RequireAuthorization(Policies.Billing).ExcludeFromDescription();
        claims.MapGet("/claims.csv", ExportAsync);
        claims.MapGet("/claims/handovers/{id:guid}.csv", DownloadAsync);
        routes
            .MapPost("/claims/handovers", HandOverAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Monitor, Roles.Administrator))
            .ExcludeFromDescription();
    }

    /// <summary>The post takes claims; it does not hand them over.</summary>
    public static bool MayHandOver(ClaimsPrincipal user) =>
        user.IsInRole(Roles.Monitor) || user.IsInRole(Roles.Administrator);

    private static async Task<FileContentHttpResult> ExportAsync(HubStore store, CancellationToken ct)
    {
        var claims = await store.ReadAsync(db => ClaimSearch.RunAsync(db, ClaimFilter.Open, MaxExported, ct));
        return TypedResults.File(ClaimFile.Write(claims), Csv, "claims.csv");
    }

    /// <summary>The very bytes that were handed over.</summary>
    private static async Task<Results<FileContentHttpResult, NotFound>> DownloadAsync(
        Guid id,
        HubStore store,
        CancellationToken ct
    ) =>
        await store.ReadAsync(db => db.ClaimHandovers.AsNoTracking().FirstOrDefaultAsync(h => h.Id == id, ct))
            is { } handover
            ? TypedResults.File(handover.Content, Csv, handover.FileName)
            : TypedResults.NotFound();

    private static async Task<RedirectHttpResult> HandOverAsync(
        IFormCollection form,
        HandOverClaims handOver,
        HttpContext context,
        CancellationToken ct
    ) =>
        await handOver.RunAsync(form["to"].ToString(), context.User.ToActor(), ct) switch
        {
            HandOverClaimsResult.HandedOver done => TypedResults.LocalRedirect(
                $"/claims?handed={done.Handover.Id}"
            ),
            HandOverClaimsResult.Refused refused => TypedResults.LocalRedirect(
                $"/claims?fault={refused.Code}"
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
