using Simulators.Scenario;

namespace Simulators.Gateway;

/// <summary>The counter's pages, in Arabic, French or English.</summary>
internal sealed record CounterText(
    string Language,
    string Title,
    string Reference,
    string Amount,
    string How,
    string Pay,
    string Paid,
    string NotPaid,
    string Again,
    IReadOnlyList<(CounterTurn Turn, string Says)> Turns
)
{
    /// <summary>The words of a language; Arabic where it is none of the three.</summary>
    public static CounterText Of(string? language, string partner) =>
        (PageFrame.Choose(language), partner == "agency") switch
        {
            ("fr", var agency) => French(agency ? "Agence (bac à sable)" : "Opérateur SMS (bac à sable)"),
            ("en", var agency) => English(agency ? "Agency (sandbox)" : "SMS operator (sandbox)"),
            (_, var agency) => Arabic(
                agency ? "وكالة الأداء (بيئة التجريب)" : "مشغل الرسائل القصيرة (بيئة التجريب)"
            ),
        };

    /// <summary>The form that takes a reference.</summary>
    public string Form(string reference, string amount)
    {
        var turns = Turns.Select(t => $"<option value={t.Turn}>{Html(t.Says)}</option>");
        return Page(
            "counter",
            $"""
            <form method=post action="/counter"><input type=hidden name=lang value={Language}>
            <p><label>{Html(
                Reference
            )}<br><input name=reference dir=ltr inputmode=numeric required size=24 value="{Html(
                reference
            )}"></label>
            <p><label>{Html(
                Amount
            )}<br><input name=amount dir=ltr inputmode=decimal required size=10 value="{Html(
                amount
            )}"></label>
            <p><label>{Html(How)}<br><select name=turn>{string.Concat(turns)}</select></label>
            <p><button>{Html(Pay)}</button></form>
            """,
            $"&amp;reference={Uri.EscapeDataString(reference)}&amp;amount={Uri.EscapeDataString(amount)}"
        );
    }

    /// <summary>What the payer takes home.</summary>
    public string Receipt(string reference, CounterTurn turn) =>
        Page("paid", $"<p role=status>{Html(Paid)}<p>{Number(reference)}<p>{Html(Says(turn))}{Back()}");

    /// <summary>The reference was paid before, or a finger slipped.</summary>
    public string Refused(string reference) =>
        Page("refused", $"<p role=alert>{Html(NotPaid)}<p>{Number(reference)}{Back()}");

    private static CounterText Arabic(string title) =>
        new(
            "ar",
            title,
            "رقم الأداء (18 رقما)",
            "المبلغ بالدرهم",
            "ما الذي يحدث للتأكيد؟",
            "أداء",
            "تم الأداء. احتفظ بهذا الوصل.",
            "لا يمكن الأداء: الرقم غير صحيح، أو أدي من قبل، أو المبلغ غير مقبول.",
            "أداء رقم آخر",
            [
                (CounterTurn.Confirmed, "يصل التأكيد بعد ثوان"),
                (CounterTurn.ConfirmedTwice, "يصل التأكيد نفسه عدة مرات"),
                (CounterTurn.ConfirmedLate, "يصل التأكيد بعد أربعة أيام"),
                (CounterTurn.NeverConfirmed, "يضيع التأكيد"),
                (CounterTurn.OtherAmount, "يؤدى درهم أقل من المطلوب"),
                (CounterTurn.PaidTwice, "يؤدى الرقم في وكالتين"),
                (CounterTurn.Forged, "لا أحد يؤدي، ويصل تأكيد مزور"),
            ]
        );

    private static CounterText French(string title) =>
        new(
            "fr",
            title,
            "Référence de paiement (18 chiffres)",
            "Montant en dirhams",
            "Que devient la confirmation ?",
            "Payer",
            "C’est payé. Gardez ce reçu.",
            "Paiement impossible : référence mal saisie, déjà payée, ou montant non accepté.",
            "Payer une autre référence",
            [
                (CounterTurn.Confirmed, "elle arrive dans quelques secondes"),
                (CounterTurn.ConfirmedTwice, "la même arrive plusieurs fois"),
                (CounterTurn.ConfirmedLate, "elle arrive quatre jours plus tard"),
                (CounterTurn.NeverConfirmed, "elle se perd"),
                (CounterTurn.OtherAmount, "un dirham de moins est payé"),
                (CounterTurn.PaidTwice, "la référence est payée à deux guichets"),
                (CounterTurn.Forged, "personne ne paie, une fausse confirmation arrive"),
            ]
        );

    private static CounterText English(string title) =>
        new(
            "en",
            title,
            "Payment reference (18 digits)",
            "Amount in dirhams",
            "What becomes of the confirmation?",
            "Pay",
            "It is paid. Keep this receipt.",
            "It cannot be paid: the reference is mistyped or was paid before, or the amount is not accepted.",
            "Pay another reference",
            [
                (CounterTurn.Confirmed, "it arrives within seconds"),
                (CounterTurn.ConfirmedTwice, "the same one arrives several times"),
                (CounterTurn.ConfirmedLate, "it arrives four days later"),
                (CounterTurn.NeverConfirmed, "it is lost"),
                (CounterTurn.OtherAmount, "one dirham less is paid"),
                (CounterTurn.PaidTwice, "the reference is paid at two counters"),
                (CounterTurn.Forged, "nobody pays, a forged one arrives"),
            ]
        );

    private string Says(CounterTurn turn) => Turns.First(t => t.Turn == turn).Says;

    private string Back() => $"<p><a href=\"/counter?lang={Language}\">{Html(Again)}</a>";

    private static string Number(string reference) =>
        $"<strong><bdi dir=ltr>{Html(reference)}</bdi></strong>";

    // What the form holds already goes along to the same page in another language.
    private string Page(string outcome, string body, string filled = "") =>
        PageFrame.Page(Language, Title, outcome, PageFrame.Links(filled), body);

    private static string Html(string text) => PageFrame.Html(text);
}
