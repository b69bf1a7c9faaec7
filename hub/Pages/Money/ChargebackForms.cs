using Hub.Identity;
using Hub.Payments;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Pages.Money;

/// <summary>What the chargebacks of an order's page post to.</summary>
internal static class ChargebackForms
{
    /// <summary>Maps <c>orders/{id}/chargebacks</c> and below it a case's <c>decision</c> and <c>end</c>.</summary>
    public static void MapChargebackForms(this IEndpointRouteBuilder money)
    {
        var chargebacks = money.MapGroup("/orders/{id:guid}/chargebacks");
        chargebacks.MapPost("", EnterAsync);
        chargebacks.MapPost("/{chargeback:guid}/decision", ConfirmAsync);
        chargebacks.MapPost("/{chargeback:guid}/end", EndAsync);
    }

    private static async Task<RedirectHttpResult> EnterAsync(
        Guid id,
        IFormCollection form,
        EnterChargeback enter,
        HttpContext context,
        CancellationToken ct
    )
    {
        var fault = FormAmount.Read(form["amount"].ToString()) is { } centimes
            ? await enter.RunAsync(id, Notice(form, centimes), context.User.ToActor(), ct)
            : "chargeback_amount_wrong";
        return Back(id, "entered", fault);
    }

    private static async Task<RedirectHttpResult> ConfirmAsync(
        Guid id,
        Guid chargeback,
        IFormCollection form,
        DecideChargeback decide,
        HttpContext context,
        CancellationToken ct
    ) =>
        Back(
            id,
            "decided",
            await decide.ConfirmAsync(chargeback, form["agreed"] == "yes", context.User.ToActor(), ct)
        );

    private static async Task<RedirectHttpResult> EndAsync(
        Guid id,
        Guid chargeback,
        IFormCollection form,
        DecideChargeback decide,
        HttpContext context,
        CancellationToken ct
    ) =>
        Back(
            id,
            "decided",
            await decide.EndAsync(chargeback, form["won"] == "yes", context.User.ToActor(), ct)
        );

    private static ChargebackNotice Notice(IFormCollection form, long centimes) =>
        new(
            Guid.TryParse(form["attempt"], out var attempt) ? attempt : Guid.Empty,
            form["case"].ToString().Trim(),
            form["reason"].ToString(),
            form["noticedOn"].ToString(),
            centimes
        );

    private static RedirectHttpResult Back(Guid id, string done, string? fault) =>
        TypedResults.LocalRedirect(
            fault is null
                ? $"/orders/{id}?chargeback={done}#chargebacks"
                : $"/orders/{id}?chargebackFault={fault}#chargebacks"
        );
}
