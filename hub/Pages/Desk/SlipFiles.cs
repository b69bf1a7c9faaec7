using Hub.Catalogue;
using Hub.Desk;
using Hub.Identity;
using Hub.Pages.Print.Slips;
using Hub.Pages.Shell;
using Microsoft.AspNetCore.Http.HttpResults;
using NotFound = Microsoft.AspNetCore.Http.HttpResults.NotFound;

namespace Hub.Pages.Desk;

/// <summary>Work slips as PDF. A form asks for them, not a link: every printing is kept.</summary>
internal static class SlipFiles
{
    private const string Pdf = "application/pdf";

    /// <summary>Maps `/desk/{id}/slip.pdf` and `/desk/slips.pdf`.</summary>
    public static void MapSlipFiles(this IEndpointRouteBuilder routes)
    {
        var slips = routes
            .MapGroup("/desk")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Clerk))
            .ExcludeFromDescription();
        slips.MapPost("/{id:guid}/slip.pdf", OneAsync);
        slips.MapPost("/slips.pdf", DayAsync);
    }

    /// <summary>The slips of this choice, as a form names it; null for a name nobody knows.</summary>
    public static SlipChoice? ChoiceOf(string? name) =>
        name switch
        {
            "new" => SlipChoice.New,
            "mine" => SlipChoice.Mine,
            "all" => SlipChoice.All,
            _ => null,
        };

    private static async Task<Results<FileContentHttpResult, NotFound>> OneAsync(
        Guid id,
        IFormCollection form,
        PrintSlips print,
        ReferenceCatalogue catalogue,
        PageText text,
        HttpContext context,
        CancellationToken ct
    )
    {
        var who = DeskPerson.Of(context.User);
        return await print.RunAsync(id, who, ct) is [var slip]
            ? File([slip], slip.Task.Request!.RequestId, who, catalogue, text, context)
            : TypedResults.NotFound();
    }

    private static async Task<Results<FileContentHttpResult, RedirectHttpResult, BadRequest>> DayAsync(
        IFormCollection form,
        PrintSlips print,
        ReferenceCatalogue catalogue,
        PageText text,
        LocalTime local,
        HttpContext context,
        CancellationToken ct
    )
    {
        if (ChoiceOf(form["choice"]) is not { } choice)
        {
            return TypedResults.BadRequest();
        }

        var who = DeskPerson.Of(context.User);
        var slips = await print.RunAsync(choice, who, ct);
        var name = $"{who.Bureau}-{local.Day(local.Now):yyyyMMdd}";
        return slips.Count > 0
            ? File(slips, name, who, catalogue, text, context)
            : TypedResults.LocalRedirect("/desk/batch?fault=no_slips");
    }

    private static FileContentHttpResult File(
        IReadOnlyList<PrintedSlip> slips,
        string name,
        DeskPerson who,
        ReferenceCatalogue catalogue,
        PageText text,
        HttpContext context
    )
    {
        context.Response.Headers.ContentDisposition = $"inline; filename=\"slips-{name}.pdf\"";
        context.Response.Headers.CacheControl = "no-store";
        var pages = slips.Select(slip => SlipText.Of(slip, who, catalogue, text)).ToList();
        return TypedResults.Bytes(SlipPdf.Draw(pages, SlipText.Words(text)), Pdf);
    }
}
