using System.Globalization;
using System.Security.Claims;
using Adapters.Exchange;
using Hub.Identity;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Pages.Post;

/// <summary>The post's bill as a file, and what the buttons of its page post to.</summary>
internal static class BillingFiles
{
    private const int MaxExported = 100_000;

    private static readonly string[] columns =
    [
        "invoice",
        "line",
        "item",
        "announced",
        "billed",
        "difference",
        "settlement",
        "settled_by",
        "file",
    ];

    /// <summary>Maps `/billing.csv` and `/billing/{id}/settle`.</summary>
    public static void MapBilling(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/billing.csv", ExportAsync)
            .RequireAuthorization(Policies.Billing)
            .ExcludeFromDescription();
        routes
            .MapPost("/billing/{id:guid}/settle", SettleAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Monitor, Roles.Administrator))
            .ExcludeFromDescription();
    }

    /// <summary>The post itself does not decide about its bill.</summary>
    public static bool MaySettle(ClaimsPrincipal user) =>
        user.IsInRole(Roles.Monitor) || user.IsInRole(Roles.Administrator);

    private static async Task<FileContentHttpResult> ExportAsync(
        string? invoice,
        HubStore store,
        CancellationToken ct
    )
    {
        var lines = await store.ReadAsync(db => BillingSearch.LinesAsync(db, invoice, MaxExported, ct));
        return TypedResults.File(CsvSheet.Write(columns, lines.Select(ToFields)), "text/csv", "billing.csv");
    }

    private static string[] ToFields(BillingLine line) =>
        [
            line.Invoice,
            line.Line.ToString(CultureInfo.InvariantCulture),
            line.Item,
            line.AnnouncedCentimes is { } announced ? Dirhams(announced) : "",
            Dirhams(line.BilledCentimes),
            line.Difference?.ToString() ?? "",
            line.Settlement?.ToString() ?? "",
            line.SettledBy ?? "",
            line.FileName,
        ];

    private static async Task<RedirectHttpResult> SettleAsync(
        Guid id,
        IFormCollection form,
        SettleBilling settle,
        HttpContext context,
        CancellationToken ct
    )
    {
        if (
            Enum.TryParse<BillingSettlement>(form["settlement"], ignoreCase: true, out var settlement)
            && Enum.IsDefined(settlement)
        )
        {
            await settle.RunAsync(id, settlement, context.User.ToActor(), ct);
        }

        return TypedResults.LocalRedirect("/billing");
    }

    private static string Dirhams(long centimes) =>
        (centimes / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
