using System.Globalization;
using System.Security.Claims;
using Hub.Identity;
using Hub.Pages.Shell;
using Hub.Portal;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Pages.Portals;

/// <summary>What the forms of the portals' page post to.</summary>
internal static class PortalForms
{
    /// <summary>Maps <c>/portals/keys/{id}/end</c>, <c>/portals/{client}/shut-out</c> and <c>/portals/{client}/let-in</c>.</summary>
    public static void MapPortalForms(this IEndpointRouteBuilder routes)
    {
        var portals = routes
            .MapGroup("/portals")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Administrator))
            .ExcludeFromDescription();
        portals.MapPost("/keys/{id:guid}/end", EndKeyAsync);
        portals.MapPost("/{client}/shut-out", ShutOutAsync);
        portals.MapPost("/{client}/let-in", LetInAsync);
    }

    /// <summary>Who may call is the administrator's.</summary>
    public static bool MayChange(ClaimsPrincipal user) => user.IsInRole(Roles.Administrator);

    private static async Task<RedirectHttpResult> EndKeyAsync(
        Guid id,
        IFormCollection form,
        ChangePortalAccess access,
        HttpContext context,
        CancellationToken ct
    )
    {
        var day = form["until"].ToString();
        if (day.Length == 0)
        {
            return Back(await access.EndKeyAsync(id, null, context.User.ToActor(), ct));
        }

        return DateOnly.TryParseExact(
            day,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var until
        )
            ? Back(await access.EndKeyAsync(id, LocalTime.EndOf(until), context.User.ToActor(), ct))
            : Back("portal_day_wrong");
    }

    private static async Task<RedirectHttpResult> ShutOutAsync(
        string client,
        IFormCollection form,
        ChangePortalAccess access,
        HttpContext context,
        CancellationToken ct
    ) =>
        // Its orders go on; only its calls stop. A tick guards against a slip of the hand.
        form["sure"] == "yes"
            ? Back(await access.SetActiveAsync(client, active: false, context.User.ToActor(), ct))
            : Back("portal_not_sure");

    private static async Task<RedirectHttpResult> LetInAsync(
        string client,
        IFormCollection form,
        ChangePortalAccess access,
        HttpContext context,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(form);
        return Back(await access.SetActiveAsync(client, active: true, context.User.ToActor(), ct));
    }

    private static RedirectHttpResult Back(string? fault) =>
        TypedResults.LocalRedirect(fault is null ? "/portals?changed=yes" : $"/portals?fault={fault}");
}
