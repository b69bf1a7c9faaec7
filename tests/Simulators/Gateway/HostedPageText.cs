using System.Globalization;
using Simulators.Scenario;

namespace Simulators.Gateway;

/// <summary>The small pages a citizen's browser sees at the gateway, in Arabic, French or English.</summary>
internal sealed record HostedPageText(
    string Language,
    string Title,
    string Order,
    string Amount,
    string Card,
    string Pay,
    string Approved,
    string Declined,
    string Another,
    string Back,
    string NotPossible,
    string Used,
    string Expired,
    string NotAgreed
)
{
    /// <summary>The words of a language; Arabic where it is none of the three.</summary>
    public static HostedPageText Of(string? language) =>
        PageFrame.Choose(language) switch
        {
            "fr" => French,
            "en" => English,
            _ => Arabic,
        };

    private static HostedPageText Arabic { get; } =
        new(
            "ar",
            "الأداء بالبطاقة (بيئة تجريب CMI)",
            "الطلب",
            "المبلغ",
            "اختر بطاقة تجريبية",
            "أداء",
            "قُبل الأداء",
            "رُفض الأداء",
            "تجربة بطاقة أخرى",
            "العودة إلى البوابة",
            "الأداء غير ممكن",
            "هذا الطلب مؤدى من قبل.",
            "انتهى الوقت المحدد: ابدأ من جديد من البوابة.",
            "استمارة البوابة غير مطابقة لما اتفق عليه."
        );

    private static HostedPageText French { get; } =
        new(
            "fr",
            "Paiement par carte (bac à sable CMI)",
            "Commande",
            "Montant",
            "Choisissez une carte d’essai",
            "Payer",
            "Paiement accepté",
            "Paiement refusé",
            "Essayer une autre carte",
            "Retour au portail",
            "Paiement impossible",
            "Cette commande a déjà été payée.",
            "Le temps imparti est écoulé : recommencez depuis le portail.",
            "Le formulaire du portail n’est pas conforme au contrat."
        );

    private static HostedPageText English { get; } =
        new(
            "en",
            "Card payment (CMI sandbox)",
            "Order",
            "Amount",
            "Choose a test card",
            "Pay",
            "Payment approved",
            "Payment declined",
            "Try another card",
            "Back to the portal",
            "Payment not possible",
            "This order has been paid.",
            "The time is over: begin again at the portal.",
            "The portal’s form is not what was agreed."
        );

    /// <summary>The page that asks for a card.</summary>
    public string CardPage(HostedForm form, string session)
    {
        var cards = TestCards.All.Select(number =>
            $"<p><label><input type=\"radio\" name=\"pan\" value=\"{number}\" required> <bdi dir=\"ltr\">{number}</bdi> ({Html(CardWords.Of(Language, number))})</label></p>"
        );
        var amount = string.Create(CultureInfo.InvariantCulture, $"{form.AmountCentimes / 100m:0.00} MAD");
        return PageFrame.Page(
            Language,
            Title,
            "card",
            PageFrame.Buttons("/fim/again", Hidden("session", session)),
            $"<p>{Html(Order)} <bdi dir=\"ltr\">{Html(form.Oid)}</bdi> · {Html(Amount)} <bdi dir=\"ltr\">{amount}</bdi></p>"
                + $"<form method=\"post\" action=\"/fim/pay\">{Hidden("session", session)}{Hidden("lang", Language)}"
                + $"<fieldset><legend>{Html(Card)}</legend>{string.Concat(cards)}</fieldset>"
                + $"<p><button type=\"submit\">{Html(Pay)}</button></p></form>"
        );
    }

    /// <summary>The page after a card was tried: it leads back to the shop and, after a refusal, to another card.</summary>
    public string ResultPage(
        HostedForm form,
        string session,
        bool approved,
        IEnumerable<KeyValuePair<string, string>> fields
    )
    {
        var hidden = string.Concat(fields.Select(field => Hidden(field.Key, field.Value)));
        var back = Html((approved ? form.OkUrl : form.FailUrl).AbsoluteUri);
        var again = approved
            ? ""
            : $"<form method=\"post\" action=\"/fim/again\">{Hidden("session", session)}{Hidden("lang", Language)}"
                + $"<p><button type=\"submit\">{Html(Another)}</button></p></form>";
        return PageFrame.Page(
            Language,
            approved ? Approved : Declined,
            approved ? "approved" : "declined",
            "",
            $"<form method=\"post\" action=\"{back}\">{hidden}<p><button type=\"submit\">{Html(Back)}</button></p></form>{again}"
        );
    }

    /// <summary>The page that says why there is nothing to pay here.</summary>
    /// <param name="code"><c>oid_used</c>, <c>session_expired</c>, or what is wrong with the merchant's form.</param>
    public string ProblemPage(string code)
    {
        var why = code switch
        {
            "oid_used" => Used,
            "session_expired" => Expired,
            _ => NotAgreed,
        };
        return PageFrame.Page(
            Language,
            NotPossible,
            "error",
            "",
            $"<p role=\"alert\">{Html(why)}</p><p><code dir=\"ltr\">{Html(code)}</code></p>"
        );
    }

    private static string Hidden(string name, string value) =>
        $"<input type=\"hidden\" name=\"{Html(name)}\" value=\"{Html(value)}\">";

    private static string Html(string text) => PageFrame.Html(text);
}
