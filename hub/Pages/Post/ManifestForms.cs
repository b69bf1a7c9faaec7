using System.Security.Claims;
using Hub.Identity;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Post;

/// <summary>What the buttons of a manifest post to.</summary>
internal static class ManifestForms
{
    /// <summary>Why a label is voided.</summary>
    public static readonly IReadOnlyList<string> VoidReasons = ["spoiled", "misprinted", "lost"];

    /// <summary>Maps `/manifests/{id}/void`.</summary>
    public static void MapManifestForms(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/manifests/{id:guid}/void", VoidAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Clerk, Roles.Administrator))
            .ExcludeFromDescription();

    /// <summary>Whoever packs the letters voids their labels.</summary>
    public static bool MayVoid(ClaimsPrincipal user) =>
        user.IsInRole(Roles.Clerk) || user.IsInRole(Roles.Administrator);

    /// <summary>The reason given, or the usual one.</summary>
    public static string VoidReasonOf(string? given) =>
        VoidReasons.FirstOrDefault(reason => reason == given) ?? VoidReasons[0];

    private static async Task<Results<RedirectHttpResult, NotFound>> VoidAsync(
        Guid id,
        IFormCollection form,
        HubStore store,
        VoidItem voidItem,
        HttpContext context,
        CancellationToken ct
    )
    {
        var bureau = await store.ReadAsync(db =>
            db.Manifests.Where(m => m.Id == id).Select(m => m.BureauCode).FirstOrDefaultAsync(ct)
        );
        if (bureau is null || !context.User.MaySeeBureau(bureau))
        {
            return TypedResults.NotFound();
        }

        var reason = VoidReasonOf(form["reason"]);
        return await voidItem.RunAsync(
            bureau,
            form["item"].ToString(),
            reason,
            context.User.ToActor(),
            ct
        ) switch
        {
            VoidItemResult.Voided voided => TypedResults.LocalRedirect(
                $"/manifests/{id}?newItem={voided.NewItem}"
            ),
            VoidItemResult.Refused refused => TypedResults.LocalRedirect(
                $"/manifests/{id}?fault={refused.Code}"
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
