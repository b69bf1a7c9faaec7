using System.Net;
using System.Text;
using Hub.Catalogue;
using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Api;

/// <summary>
/// The page the gateway sends the citizen's browser back to. The browser's return proves nothing, so the page says that we
/// are checking, and the order's public phase; it asks again until the gateway has reported. Its address holds the order's
/// id, which nobody can guess.
/// </summary>
internal static class PaymentReturnApi
{
    private const int RefreshSeconds = 5;
    private static readonly string[] Shown = ["ar", "fr"];

    /// <summary>Maps <c>/pay/return/{id}</c>, which gateways call by GET or POST.</summary>
    public static void MapPaymentReturn(this IEndpointRouteBuilder routes) =>
        routes
            .MapMethods("/pay/return/{id:guid}", [HttpMethods.Get, HttpMethods.Post], ShowAsync)
            .DisableAntiforgery()
            .AllowAnonymous()
            .ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(
        Guid id,
        HttpResponse response,
        HubStore store,
        ReferenceCatalogue catalogue,
        CancellationToken ct
    )
    {
        var order = await store.ReadAsync(db => db.Orders.FirstOrDefaultAsync(o => o.Id == id, ct));
        if (order is null)
        {
            return Results.NotFound();
        }

        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Content(Html(order, catalogue.Texts), "text/html; charset=utf-8");
    }

    private static string Html(Order order, Texts texts)
    {
        var phase = order.State.ToPhase();
        var checking = phase == PublicPhase.Created;
        var html = new StringBuilder(
            "<!doctype html><html lang=\"ar\" dir=\"rtl\"><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\">"
        );
        if (checking)
        {
            html.Append("<meta http-equiv=\"refresh\" content=\"").Append(RefreshSeconds);
            html.Append(";url=/pay/return/").Append(order.Id).Append("\">");
        }

        html.Append("<title>").Append(Text("ar", "pay_return.title"));
        html.Append(" · ").Append(Text("fr", "pay_return.title")).Append("</title><main>");
        foreach (var language in Shown)
        {
            html.Append("<section lang=\"").Append(language).Append("\" dir=\"");
            html.Append(language == "ar" ? "rtl" : "ltr").Append("\"><h1>");
            html.Append(Text(language, "pay_return.title")).Append("</h1><p>");
            html.Append(Text(language, checking ? "pay_return.body" : "pay_return.known"));
            html.Append("</p><p><bdi dir=\"ltr\">").Append(WebUtility.HtmlEncode(order.TrackingNumber));
            html.Append("</bdi> · <strong>").Append(Text(language, "phase." + phase.ToWireName()));
            html.Append("</strong></p></section>");
        }

        return html.Append("</main></html>").ToString();

        string Text(string language, string key) => WebUtility.HtmlEncode(texts.Get(language, key));
    }
}
