using System.Globalization;
using System.Security.Claims;
using Hub.Calendars;
using Hub.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Time;

namespace Hub.Pages.Calendars;

/// <summary>What the form of the calendars posts to.</summary>
internal static class CalendarForms
{
    /// <summary>Maps `/calendars/days`.</summary>
    public static void MapCalendarForms(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/calendars/days", AnnounceAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Administrator))
            .ExcludeFromDescription();

    /// <summary>Calendars are the administrator's.</summary>
    public static bool MayAnnounce(ClaimsPrincipal user) => user.IsInRole(Roles.Administrator);

    private static async Task<RedirectHttpResult> AnnounceAsync(
        IFormCollection form,
        AnnounceDay announce,
        HttpContext context,
        CancellationToken ct
    )
    {
        if (
            !DateOnly.TryParseExact(
                form["date"],
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
            || !Enum.TryParse<CalendarStatus>(form["status"], out var status)
            || !Enum.IsDefined(status)
        )
        {
            return TypedResults.LocalRedirect("/calendars?fault=day_wrong");
        }

        var day = new DayAnnouncement(
            [.. form["calendar"].OfType<string>()],
            date,
            form["off"] != "false",
            form["name"].ToString(),
            status,
            form["source"].ToString()
        );
        return await announce.RunAsync(day, context.User.ToActor(), ct) switch
        {
            AnnounceDayResult.Announced announced => TypedResults.LocalRedirect(
                string.Create(CultureInfo.InvariantCulture, $"/calendars?changes={announced.Changes}")
            ),
            AnnounceDayResult.Refused refused => TypedResults.LocalRedirect(
                $"/calendars?fault={refused.Code}"
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
