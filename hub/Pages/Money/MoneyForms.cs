using Hub.Identity;
using Hub.Payments;
using Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Pages.Money;

/// <summary>What the money pages post to, and their export.</summary>
internal static class MoneyForms
{
    private const string Page = "/money/reconciliation";

    /// <summary>Maps `/money/settlements`, `/money/breaks/{id}/sign-off`, `/money/orders/{id}/refund` and `/money/breaks.csv`.</summary>
    public static void MapMoneyForms(this IEndpointRouteBuilder routes)
    {
        var money = routes
            .MapGroup("/money")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Monitor, Roles.Administrator))
            .ExcludeFromDescription();
        money.MapPost("/settlements", UploadAsync);
        money.MapPost("/reconcile", ReconcileAsync);
        money.MapPost("/breaks/{id:guid}/sign-off", SignOffAsync);
        money.MapPost("/orders/{id:guid}/refund", AskAsync);
        money.MapChargebackForms();
        routes
            .MapGet("/money/breaks.csv", ExportAsync)
            .RequireAuthorization(Policies.Money)
            .ExcludeFromDescription();
    }

    private static async Task<RedirectHttpResult> UploadAsync(
        IFormFile? file,
        ImportSettlement import,
        ReconcilePayments reconcile,
        HttpContext context,
        CancellationToken ct
    )
    {
        if (file is not { Length: > 0 and <= Adapters.Payments.SettlementFile.MaxBytes })
        {
            return Back("fault", file is { Length: > 0 } ? "file_too_large" : "empty_file");
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content, ct);
        var result = await import.RunAsync(file.FileName, content.ToArray(), context.User.ToActor(), ct);
        if (result is ImportSettlementResult.Taken)
        {
            await reconcile.RunAsync(ct);
        }

        return result switch
        {
            ImportSettlementResult.Taken => Back("done", "taken"),
            ImportSettlementResult.Duplicate => Back("fault", "file_duplicate"),
            ImportSettlementResult.Unreadable unreadable => Back("fault", unreadable.Problem.Code),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static async Task<RedirectHttpResult> ReconcileAsync(
        IFormCollection form,
        ReconcilePayments reconcile,
        CancellationToken ct
    )
    {
        await reconcile.RunAsync(ct);
        return Back("done", "reconciled");
    }

    private static async Task<RedirectHttpResult> SignOffAsync(
        Guid id,
        IFormCollection form,
        SignOffBreak signOff,
        HttpContext context,
        CancellationToken ct
    ) =>
        await signOff.RunAsync(id, form["note"].ToString(), context.User.ToActor(), ct)
            ? Back("done", "signed_off")
            : Back("fault", "field_missing");

    private static async Task<RedirectHttpResult> AskAsync(
        Guid id,
        IFormCollection form,
        AskRefund ask,
        HttpContext context,
        CancellationToken ct
    )
    {
        var fault = FormAmount.Read(form["amount"].ToString()) is { } centimes
            ? await ask.RunAsync(id, centimes, form["reason"].ToString(), context.User.ToActor(), ct)
            : "refund_amount_wrong";
        return TypedResults.LocalRedirect(
            fault is null ? $"/orders/{id}?asked=true" : $"/orders/{id}?fault={fault}"
        );
    }

    private static async Task<FileContentHttpResult> ExportAsync(HubStore store, CancellationToken ct) =>
        TypedResults.File(
            await store.ReadAsync(db => BreakExport.WriteAsync(db, ct)),
            "text/csv; charset=utf-8",
            "reconciliation.csv"
        );

    private static RedirectHttpResult Back(string name, string value) =>
        TypedResults.LocalRedirect($"{Page}?{name}={Uri.EscapeDataString(value)}");
}
