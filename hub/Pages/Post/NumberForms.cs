using System.Globalization;
using Hub.Identity;
using Hub.Shipping;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Pages.Post;

/// <summary>What the forms of the item numbers post to.</summary>
internal static class NumberForms
{
    /// <summary>Maps `/numbers/ranges` and `/numbers/void`.</summary>
    public static void MapNumberForms(this IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/numbers/ranges", ImportAsync)
            .WithMetadata(new RequestSizeLimitAttribute(ImportRanges.MaxBytes))
            .RequireAuthorization(policy => policy.RequireRole(Roles.Post, Roles.Administrator))
            .ExcludeFromDescription();
        routes
            .MapPost("/numbers/void", VoidAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Clerk))
            .ExcludeFromDescription();
    }

    private static async Task<RedirectHttpResult> ImportAsync(
        IFormFile file,
        ImportRanges import,
        HttpContext context,
        CancellationToken ct
    )
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        var result = await import.ReceiveAsync(
            Path.GetFileName(file.FileName),
            bytes.ToArray(),
            context.User.ToActor(),
            ct
        );
        return TypedResults.LocalRedirect(
            result.Problems.Count > 0
                ? $"/numbers?refused={result.PayloadId}"
                : string.Create(CultureInfo.InvariantCulture, $"/numbers?imported={result.Numbers}")
        );
    }

    /// <summary>A label that was spoiled in the drawer, or on a letter that has not left.</summary>
    private static async Task<Results<RedirectHttpResult, NotFound>> VoidAsync(
        IFormCollection form,
        VoidItem voidItem,
        HttpContext context,
        CancellationToken ct
    )
    {
        if (context.User.BureauCode() is not { } bureau)
        {
            return TypedResults.NotFound();
        }

        var item = form["item"].ToString();
        return await voidItem.RunAsync(
            bureau,
            item,
            ManifestForms.VoidReasonOf(form["reason"]),
            context.User.ToActor(),
            ct
        ) switch
        {
            VoidItemResult.Voided => TypedResults.LocalRedirect(
                $"/numbers?voided={Uri.EscapeDataString(item)}"
            ),
            VoidItemResult.Refused refused => TypedResults.LocalRedirect($"/numbers?fault={refused.Code}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
