using Hub.Desk;
using Hub.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Pages.Desk;

/// <summary>What the form of the paper batch posts to: a filled day list, without a script.</summary>
internal static class SheetForms
{
    /// <summary>The fields of the form around the file.</summary>
    private const int FormBytes = 64 * 1024;

    /// <summary>Maps `/desk/sheets`.</summary>
    public static void MapSheetForms(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/desk/sheets", HandInAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Clerk))
            .WithMetadata(new RequestSizeLimitAttribute(ReceiveAnswerSheet.MaxBytes + FormBytes))
            .ExcludeFromDescription();

    private static async Task<RedirectHttpResult> HandInAsync(
        IFormFileCollection files,
        ReceiveAnswerSheet receive,
        HttpContext context,
        CancellationToken ct
    )
    {
        if (files is not [{ Length: > 0 } file])
        {
            return TypedResults.LocalRedirect("/desk/batch?fault=empty_file");
        }

        if (file.Length > ReceiveAnswerSheet.MaxBytes)
        {
            return TypedResults.LocalRedirect("/desk/batch?fault=file_too_large");
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content, ct);
        var name = Path.GetFileName(file.FileName);
        return await receive.RunAsync(name, content.ToArray(), DeskPerson.Of(context.User), ct) switch
        {
            AnswerSheetResult.Judged judged => ToSheet(judged.Sheet, judged.Again),
            AnswerSheetResult.Unreadable unreadable => ToSheet(unreadable.Sheet, unreadable.Again),
            AnswerSheetResult.NoBureau => TypedResults.LocalRedirect("/desk/batch?fault=clerk_needed"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static RedirectHttpResult ToSheet(Guid id, bool again) =>
        TypedResults.LocalRedirect($"/desk/sheets/{id}{(again ? "?again=true" : "")}");
}
