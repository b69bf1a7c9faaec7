using System.Globalization;
using System.Net;
using System.Text;

namespace Simulators.Gateway;

/// <summary>The small pages a citizen's browser sees.</summary>
internal static class HostedPageText
{
    /// <summary>The page that asks for a card.</summary>
    public static string CardPage(HostedForm form, string session)
    {
        var cards = new StringBuilder();
        foreach (var (number, says) in TestCards.All)
        {
            cards.Append(
                CultureInfo.InvariantCulture,
                $"<p><label><input type=\"radio\" name=\"pan\" value=\"{number}\" required> <bdi>{number}</bdi> ({says})</label></p>"
            );
        }

        var amount = string.Create(CultureInfo.InvariantCulture, $"{form.AmountCentimes / 100m:0.00} MAD");
        return Page(
            form.Language,
            "card",
            $"<h1>Sandbox CMI</h1><p>{Encode(form.Oid)} · <bdi>{amount}</bdi></p>"
                + "<form method=\"post\" action=\"/fim/pay\">"
                + $"<input type=\"hidden\" name=\"session\" value=\"{session}\">{cards}"
                + "<button type=\"submit\">Pay</button></form>"
        );
    }

    /// <summary>The page after a card was tried: it leads back to the shop and, after a refusal, to another card.</summary>
    public static string ResultPage(
        HostedForm form,
        string session,
        bool approved,
        IEnumerable<KeyValuePair<string, string>> fields
    )
    {
        var hidden = string.Concat(
            fields.Select(field =>
                $"<input type=\"hidden\" name=\"{Encode(field.Key)}\" value=\"{Encode(field.Value)}\">"
            )
        );
        var back = Encode((approved ? form.OkUrl : form.FailUrl).AbsoluteUri);
        var again = approved
            ? ""
            : "<form method=\"post\" action=\"/fim/again\">"
                + $"<input type=\"hidden\" name=\"session\" value=\"{session}\">"
                + "<button type=\"submit\">Try another card</button></form>";
        return Page(
            form.Language,
            approved ? "approved" : "declined",
            $"<h1>{(approved ? "Approved" : "Declined")}</h1>"
                + $"<form method=\"post\" action=\"{back}\">{hidden}<button type=\"submit\">Back</button></form>{again}"
        );
    }

    /// <summary>The page that says why there is nothing to pay here.</summary>
    public static string ProblemPage(string code) =>
        Page("en", "error", $"<h1>Payment not possible</h1><p>{Encode(code)}</p>");

    private static string Page(string language, string outcome, string body) =>
        $"<!doctype html><html lang=\"{language}\" dir=\"{(language == "ar" ? "rtl" : "ltr")}\">"
        + "<head><meta charset=\"utf-8\"><title>Sandbox CMI</title></head>"
        + $"<body data-outcome=\"{outcome}\">{body}</body></html>";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
