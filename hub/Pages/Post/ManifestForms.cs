using System.Security.Claims;
using Hub.Identity;
using Hub.Orders;
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

    /// <summary>Maps `/manifests/{id}/void` and `/manifests/{id}/address`.</summary>
    public static void MapManifestForms(this IEndpointRouteBuilder routes)
    {
        var manifest = routes
            .MapGroup("/manifests/{id:guid}")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Clerk, Roles.Administrator))
            .ExcludeFromDescription();
        manifest.MapPost("/void", VoidAsync);
        manifest.MapPost("/address", CorrectAddressAsync);
    }

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
        if (await BureauOfAsync(id, store, context.User, ct) is not { } bureau)
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

    private static async Task<Results<RedirectHttpResult, NotFound>> CorrectAddressAsync(
        Guid id,
        IFormCollection form,
        HubStore store,
        CorrectAddress correctAddress,
        HttpContext context,
        CancellationToken ct
    )
    {
        if (await BureauOfAsync(id, store, context.User, ct) is not { } bureau)
        {
            return TypedResults.NotFound();
        }

        var letter = form["letter"].ToString();
        var back = $"/manifests/{id}";
        return await correctAddress.RunAsync(
            bureau,
            letter,
            AddressOf(form),
            context.User.ToActor(),
            ct
        ) switch
        {
            CorrectAddressResult.Corrected => TypedResults.LocalRedirect($"{back}?corrected={letter}"),
            CorrectAddressResult.Refused { Field: null } refused => TypedResults.LocalRedirect(
                $"{back}?fault={refused.Code}"
            ),
            CorrectAddressResult.Refused refused => TypedResults.LocalRedirect(
                $"{back}?fault={refused.Code}&field={refused.Field}"
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Recipient AddressOf(IFormCollection form) =>
        new(
            form["name"].ToString().Trim(),
            [.. form["line"].Select(line => line?.Trim() ?? "").Where(line => line.Length > 0)],
            form["postcode"].ToString().Trim() is { Length: > 0 } postcode ? postcode : null,
            form["locality"].ToString().Trim(),
            form["country"].ToString().Trim().ToUpperInvariant()
        );

    /// <summary>The bureau of a manifest; null when there is none that the reader may see.</summary>
    private static async Task<string?> BureauOfAsync(
        Guid id,
        HubStore store,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var bureau = await store.ReadAsync(db =>
            db.Manifests.Where(m => m.Id == id).Select(m => m.BureauCode).FirstOrDefaultAsync(ct)
        );
        return bureau is not null && user.MaySeeBureau(bureau) ? bureau : null;
    }
}
