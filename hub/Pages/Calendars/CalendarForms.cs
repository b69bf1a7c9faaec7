using System.Globalization;
using System.Security.Claims;
using Hub.Calendars;
using Hub.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Time;

namespace Hub.Pages.Calendars;

/// <summary>What the forms of the calendars post to.</summary>
internal static class CalendarForms
{
    /// <summary>Maps `/calendars/days` and `/calendars/periods`.</summary>
    public static void MapCalendarForms(this IEndpointRouteBuilder routes)
    {
        var calendars = routes
            .MapGroup("/calendars")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Administrator))
            .ExcludeFromDescription();
        calendars.MapPost("/days", AnnounceAsync);
        calendars.MapPost("/periods", AnnouncePeriodAsync);
    }

    /// <summary>Calendars are the administrator's.</summary>
    public static bool MayAnnounce(ClaimsPrincipal user) => user.IsInRole(Roles.Administrator);

    private static async Task<RedirectHttpResult> AnnounceAsync(
        IFormCollection form,
        AnnounceDay announce,
        HttpContext context,
        CancellationToken ct
    )
    {
        if (DayOf(form["date"]) is not { } date || StatusOf(form["status"]) is not { } status)
        {
            return TypedResults.LocalRedirect("/calendars?fault=day_wrong");
        }

        var day = new DayAnnouncement(
            [.. form["calendar"].OfType<string>()],
            date,
            form["off"] != "false",
            NameOf(form),
            status,
            form["source"].ToString()
        );
        return ToPage(await announce.RunAsync(day, context.User.ToActor(), ct));
    }

    private static async Task<RedirectHttpResult> AnnouncePeriodAsync(
        IFormCollection form,
        AnnouncePeriod announce,
        HttpContext context,
        CancellationToken ct
    )
    {
        if (
            DayOf(form["from"]) is not { } from
            || DayOf(form["to"]) is not { } to
            || StatusOf(form["status"]) is not { } status
        )
        {
            return TypedResults.LocalRedirect("/calendars?fault=day_wrong");
        }

        if (
            !TryReadHours(form["opens"], form["closes"], out var weekdays)
            || weekdays is null
            || !TryReadHours(form["saturday-opens"], form["saturday-closes"], out var saturday)
        )
        {
            return TypedResults.LocalRedirect("/calendars?fault=hours_wrong");
        }

        var period = new PeriodAnnouncement(
            [.. form["calendar"].OfType<string>()],
            NameOf(form),
            from,
            to,
            form["force"] != "false",
            weekdays,
            saturday,
            status,
            form["source"].ToString()
        );
        return ToPage(await announce.RunAsync(period, context.User.ToActor(), ct));
    }

    private static CalendarName NameOf(IFormCollection form) =>
        new(form["name"].ToString(), form["name-ar"].ToString(), form["name-en"].ToString());

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;

    private static CalendarStatus? StatusOf(string? text) =>
        Enum.TryParse<CalendarStatus>(text, out var status) && Enum.IsDefined(status) ? status : null;

    /// <summary>Reads two times of a day; both empty are none. False when they are something else.</summary>
    private static bool TryReadHours(string? opens, string? closes, out DailyHours? hours)
    {
        hours = null;
        if (string.IsNullOrEmpty(opens) && string.IsNullOrEmpty(closes))
        {
            return true;
        }

        if (TimeOf(opens) is not { } from || TimeOf(closes) is not { } to)
        {
            return false;
        }

        hours = new DailyHours(from, to);
        return true;
    }

    private static TimeOnly? TimeOf(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    private static RedirectHttpResult ToPage(AnnounceDayResult result) =>
        result switch
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
