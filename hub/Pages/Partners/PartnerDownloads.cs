using Hub.Exchange;
using Hub.Identity;
using Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Partners;

/// <summary>The bytes behind the pages of files and refused payloads, and what a person may decide about a file.</summary>
internal static class PartnerDownloads
{
    /// <summary>Maps `/files/{id}/content`, `/files/{id}/pass-gap`, `/files/{id}/send-again`, `/refused/{id}/content`.</summary>
    public static void MapPartnerDownloads(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/files/{id:guid}/content", FileAsync)
            .RequireAuthorization(Policies.Manifests)
            .ExcludeFromDescription();
        routes
            .MapPost("/files/{id:guid}/pass-gap", PassGapAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Monitor, Roles.Administrator))
            .ExcludeFromDescription();
        routes
            .MapPost("/files/{id:guid}/send-again", SendAgainAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Monitor, Roles.Administrator))
            .ExcludeFromDescription();
        routes
            .MapGet("/refused/{id:guid}/content", PayloadAsync)
            .RequireAuthorization(Policies.Incidents)
            .ExcludeFromDescription();
    }

    private static async Task<Results<FileStreamHttpResult, NotFound>> FileAsync(
        Guid id,
        HubStore store,
        FileContents contents,
        HttpContext context,
        CancellationToken ct
    ) =>
        await store.ReadAsync(db =>
            FileAccess.Visible(db, context.User).FirstOrDefaultAsync(f => f.Id == id, ct)
        )
            is { } file
            ? TypedResults.File((await contents.OpenAsync(id, ct)).OpenRead(), "text/csv", file.Name)
            : TypedResults.NotFound();

    private static async Task<Results<FileContentHttpResult, NotFound>> PayloadAsync(
        Guid id,
        HubStore store,
        CancellationToken ct
    ) =>
        await store.ReadAsync(db => db.ReceivedPayloads.FirstOrDefaultAsync(p => p.Id == id, ct))
            is { } payload
            ? TypedResults.File(payload.Content, "application/octet-stream", $"{payload.Id}.bin")
            : TypedResults.NotFound();

    private static async Task<RedirectHttpResult> PassGapAsync(
        Guid id,
        IFormCollection form,
        PassGap pass,
        HttpContext context,
        CancellationToken ct
    )
    {
        await pass.RunAsync(id, context.User.ToActor(), ct);
        return TypedResults.LocalRedirect($"/files/{id}");
    }

    private static async Task<RedirectHttpResult> SendAgainAsync(
        Guid id,
        IFormCollection form,
        RequeueRequests requeue,
        HttpContext context,
        CancellationToken ct
    )
    {
        await requeue.RunAsync(id, context.User.ToActor(), ct);
        return TypedResults.LocalRedirect($"/files/{id}");
    }
}
