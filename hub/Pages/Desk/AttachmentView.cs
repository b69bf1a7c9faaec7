using Hub.Attachments;
using Hub.Desk;
using Hub.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Pages.Desk;

/// <summary>
/// A citizen's file, shown to the clerk who has the task: nobody else sees it, and every look is kept. The browser is told
/// to run nothing in it and to keep no copy.
/// </summary>
internal static class AttachmentView
{
    /// <summary>Maps `/desk/{taskId}/attachments/{id}`.</summary>
    public static void MapAttachmentView(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/desk/{taskId:guid}/attachments/{id:guid}", ShowAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Clerk))
            .ExcludeFromDescription();

    private static async Task<Results<FileContentHttpResult, NotFound>> ShowAsync(
        Guid taskId,
        Guid id,
        ListTasks list,
        OpenAttachment open,
        HttpContext context,
        CancellationToken ct
    )
    {
        var who = DeskPerson.Of(context.User);
        if (
            await list.FindAsync(who, taskId, ct) is not { Order: { } order }
            || await open.RunAsync(order.Id, id, who.Actor, ct) is not { } file
        )
        {
            return TypedResults.NotFound();
        }

        var headers = context.Response.Headers;
        headers.ContentDisposition = "inline";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        // The browser's own viewer of PDF does not start in a sandbox; what is in ours was looked through for scripts.
        headers.ContentSecurityPolicy =
            file.MediaType == "application/pdf"
                ? "frame-ancestors 'none'"
                : "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'";
        return TypedResults.File(file.Content, file.MediaType);
    }
}
