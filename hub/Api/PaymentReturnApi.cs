using System.Net;
using System.Text;
using Hub.Catalogue;

namespace Hub.Api;

/// <summary>
/// The page the gateway sends the citizen's browser back to. The browser's return proves nothing, so the page says nothing
/// about the payment: only that the portal will.
/// </summary>
internal static class PaymentReturnApi
{
    private static readonly string[] Shown = ["ar", "fr"];

    /// <summary>Maps <c>/pay/return/{id}</c>, which gateways call by GET or POST.</summary>
    public static void MapPaymentReturn(this IEndpointRouteBuilder routes) =>
        routes
            .MapMethods("/pay/return/{id:guid}", [HttpMethods.Get, HttpMethods.Post], Show)
            .DisableAntiforgery()
            .AllowAnonymous()
            .ExcludeFromDescription();

    private static IResult Show(ReferenceCatalogue catalogue)
    {
        var html = new StringBuilder(
            "<!doctype html><html lang=\"ar\" dir=\"rtl\"><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\">"
        );
        html.Append("<title>").Append(Text("ar", "title")).Append(" · ").Append(Text("fr", "title"));
        html.Append("</title><main>");
        foreach (var language in Shown)
        {
            html.Append("<section lang=\"").Append(language).Append("\" dir=\"");
            html.Append(language == "ar" ? "rtl" : "ltr").Append("\"><h1>").Append(Text(language, "title"));
            html.Append("</h1><p>").Append(Text(language, "body")).Append("</p></section>");
        }

        return Results.Content(html.Append("</main></html>").ToString(), "text/html; charset=utf-8");

        string Text(string language, string key) =>
            WebUtility.HtmlEncode(catalogue.Texts.Get(language, "pay_return." + key));
    }
}
