using Hub.Identity;
using Hub.Pages.Print.Labels;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Post;

/// <summary>Labels as PDF. A form asks for them, not a link: every printing is kept.</summary>
internal static class LabelFiles
{
    private const string Pdf = "application/pdf";

    /// <summary>Maps `/shipments/{ref}/label.pdf` and `/manifests/{id}/labels.pdf`.</summary>
    public static void MapLabelFiles(this IEndpointRouteBuilder routes)
    {
        var labels = routes.MapGroup("/").RequireAuthorization(Policies.Labels).ExcludeFromDescription();
        labels.MapPost("/shipments/{shipmentRef}/label.pdf", OneAsync);
        labels.MapPost("/manifests/{id:guid}/labels.pdf", ManifestAsync);
    }

    private static async Task<Results<FileContentHttpResult, NotFound, BadRequest>> OneAsync(
        string shipmentRef,
        IFormCollection form,
        HubStore store,
        PrintLabels print,
        HttpContext context,
        CancellationToken ct
    )
    {
        var letter = await store.ReadAsync(db =>
            db.Shipments.AsNoTracking().FirstOrDefaultAsync(s => s.Ref == shipmentRef, ct)
        );
        if (letter is null || !context.User.MaySeeBureau(letter.BureauCode))
        {
            return TypedResults.NotFound();
        }

        return await PrintAsync([letter.Id], letter.Item, form, print, context, ct) is { } file
            ? file
            : TypedResults.BadRequest();
    }

    /// <summary>The labels of a manifest's letters, but for those whose number was voided.</summary>
    private static async Task<Results<FileContentHttpResult, NotFound, BadRequest>> ManifestAsync(
        Guid id,
        IFormCollection form,
        HubStore store,
        PrintLabels print,
        HttpContext context,
        CancellationToken ct
    )
    {
        var manifest = await store.ReadAsync(db =>
            db.Manifests.AsNoTracking().Include(m => m.Lines).FirstOrDefaultAsync(m => m.Id == id, ct)
        );
        if (manifest is null || !context.User.MaySeeBureau(manifest.BureauCode))
        {
            return TypedResults.NotFound();
        }

        var letters = manifest
            .Lines.Where(l => l.State != LineState.Voided)
            .Select(l => l.ShipmentId)
            .Distinct()
            .ToList();
        if (letters.Count == 0)
        {
            return TypedResults.NotFound();
        }

        var name = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{manifest.BureauCode}-{manifest.DepositDate:yyyyMMdd}"
        );
        return await PrintAsync(letters, name, form, print, context, ct) is { } file
            ? file
            : TypedResults.BadRequest();
    }

    /// <summary>Null when the form names no paper, or a place the paper does not have, or no letter may be sent as it is.</summary>
    private static async Task<FileContentHttpResult?> PrintAsync(
        IReadOnlyCollection<Guid> letters,
        string name,
        IFormCollection form,
        PrintLabels print,
        HttpContext context,
        CancellationToken ct
    )
    {
        var first = int.TryParse(
            form["first"],
            System.Globalization.CultureInfo.InvariantCulture,
            out var place
        )
            ? place
            : 1;
        if (LabelFormat.Find(form["format"]) is not { } format || first < 1 || first > format.PerPage)
        {
            return null;
        }

        var labels = await print.RunAsync(letters, format.Code, context.User.ToActor(), ct);
        if (labels.Count == 0)
        {
            return null;
        }

        context.Response.Headers.ContentDisposition = $"inline; filename=\"labels-{name}.pdf\"";
        return TypedResults.Bytes(LabelPdf.Draw(labels, format, first - 1), Pdf);
    }
}
