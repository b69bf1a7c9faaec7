using Simulators.Scenario;

namespace Simulators.Sandbox;

/// <summary>The words of the sandbox's portal, in Arabic, French or English.</summary>
internal sealed record SandboxText(
    string Language,
    string Title,
    IReadOnlyList<string> Days,
    string ItIs,
    string Hours,
    IReadOnlyList<(int Hours, string Says)> Jumps,
    string Order,
    string Bureau,
    string PaidBy,
    IReadOnlyList<(PayBy Method, string Says)> Methods,
    string SoThat,
    IReadOnlyList<(SandboxStory Story, string Says)> Stories,
    string Submit,
    string Cards,
    string References,
    string Desks,
    string Values,
    string Value,
    string Outcome,
    string Searched,
    string Silent,
    string Ordered,
    string Nothing,
    string State,
    string Pay,
    string AtTheCounter,
    string BySms,
    string ToThePage,
    IReadOnlyDictionary<string, string> Types
)
{
    /// <summary>The words of a language; Arabic where it is none of the three.</summary>
    public static SandboxText Of(string? language) =>
        PageFrame.Choose(language) switch
        {
            "fr" => French,
            "en" => English,
            _ => Arabic,
        };

    private static SandboxText Arabic { get; } =
        new(
            "ar",
            "بوابة التجريب",
            ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
            "التوقيت بالدار البيضاء:",
            "تعمل المكاتب من الاثنين إلى الجمعة من 8:30 إلى 16:30، وتغلق أكياس البريد على الساعة 15:00.",
            [(1, "بعد ساعة"), (24, "بعد يوم"), (168, "بعد أسبوع")],
            "طلب وثيقة",
            "المكتب",
            "طريقة الأداء",
            [(PayBy.Card, "بالبطاقة"), (PayBy.Agency, "في وكالة"), (PayBy.Sms, "برسالة قصيرة")],
            "ما الذي يحدث؟",
            [
                (SandboxStory.Delivered, "يصدر المكتب الوثائق وتصل الرسالة"),
                (SandboxStory.NeedsInformation, "يطلب المكتب معلومات"),
                (SandboxStory.Rejected, "يرفض المكتب ويعاد المبلغ"),
                (SandboxStory.Rerouted, "العقد محفوظ بمكتب آخر"),
                (SandboxStory.Partial, "نسخ أقل من المطلوب"),
                (SandboxStory.Returned, "ترجع الرسالة"),
                (SandboxStory.Lost, "تضيع الرسالة"),
            ],
            "طلب",
            "بطاقة مقبولة ثم بطاقة مرفوضة:",
            "الطلب المؤدى في وكالة أو برسالة قصيرة يحصل على رقم للأداء ورابط إلى الشباك الذي يستلمه.",
            "مكتب السجلات الورقية يجيب حين تجيب أنت، بصفة موظفه، في المنصة.",
            "قيم تفرض نتيجة معينة في الطلبات المرسلة عبر الواجهة البرمجية",
            "القيمة",
            "النتيجة",
            "قيد البحث ثم تصدر الوثائق",
            "صمت لأيام ثم تذكير ثم تصدر الوثائق",
            "الطلبات",
            "لا توجد طلبات بعد.",
            "الحالة",
            "أداء",
            "في الشباك",
            "برسالة قصيرة",
            "إلى صفحة الأداء",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["bureau-rest"] = "له نظامه الخاص",
                ["bureau-sftp"] = "بتبادل الملفات",
                ["bureau-desk"] = "بسجلات ورقية",
                ["consulate"] = "قنصلية",
            }
        );

    private static SandboxText French { get; } =
        new(
            "fr",
            "Portail du bac à sable",
            ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
            "À Casablanca, nous sommes :",
            "Les bureaux travaillent du lundi au vendredi de 8:30 à 16:30 ; les sacs de la poste ferment à 15:00.",
            [(1, "une heure plus tard"), (24, "un jour plus tard"), (168, "une semaine plus tard")],
            "Commander",
            "Bureau",
            "Payée",
            [(PayBy.Card, "par carte"), (PayBy.Agency, "en agence"), (PayBy.Sms, "par SMS")],
            "Ce qui se passe",
            [
                (SandboxStory.Delivered, "le bureau établit les documents, la lettre arrive"),
                (SandboxStory.NeedsInformation, "le bureau demande des informations"),
                (SandboxStory.Rejected, "le bureau rejette, l’argent est rendu"),
                (SandboxStory.Rerouted, "un autre bureau détient l’acte"),
                (SandboxStory.Partial, "moins de copies que demandé"),
                (SandboxStory.Returned, "la lettre revient"),
                (SandboxStory.Lost, "la lettre se perd"),
            ],
            "Commander",
            "Carte acceptée, puis carte refusée :",
            "Une commande payée en agence ou par SMS reçoit une référence, et un lien vers le guichet qui l’encaisse.",
            "Un bureau à registres papier répond quand vous répondez, comme son agent, dans le hub.",
            "Valeurs qui forcent un résultat, pour les commandes passées par l’API",
            "Valeur",
            "Résultat",
            "en recherche, puis établi",
            "silence pendant des jours, rappel, puis établi",
            "Commandes",
            "Aucune commande pour l’instant.",
            "État",
            "Payer",
            "Au guichet",
            "Par SMS",
            "Vers la page de paiement",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["bureau-rest"] = "système propre",
                ["bureau-sftp"] = "échange de fichiers",
                ["bureau-desk"] = "registres papier",
                ["consulate"] = "consulat",
            }
        );

    private static SandboxText English { get; } =
        new(
            "en",
            "Sandbox portal",
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
            "In Casablanca it is:",
            "Bureaus work Monday to Friday, 8:30 to 16:30; the post’s bags close at 15:00.",
            [(1, "one hour later"), (24, "one day later"), (168, "one week later")],
            "Order",
            "Bureau",
            "Paid",
            [(PayBy.Card, "by card"), (PayBy.Agency, "at an agency"), (PayBy.Sms, "by SMS")],
            "What happens",
            [
                (SandboxStory.Delivered, "the bureau issues, the letter arrives"),
                (SandboxStory.NeedsInformation, "the bureau needs information"),
                (SandboxStory.Rejected, "the bureau rejects, the money goes back"),
                (SandboxStory.Rerouted, "another bureau holds the act"),
                (SandboxStory.Partial, "fewer copies than ordered"),
                (SandboxStory.Returned, "the letter comes back"),
                (SandboxStory.Lost, "the letter is lost"),
            ],
            "Order",
            "A card that is approved, and one that is declined:",
            "An order paid at an agency or by SMS gets a reference, and a link to the counter that takes it.",
            "A bureau with paper registers answers when you do, as its clerk, at the hub.",
            "Values that force an outcome, for orders placed by the API",
            "Value",
            "Outcome",
            "in search, then issued",
            "silent for days, reminded, then issued",
            "Ordered",
            "Nothing ordered yet.",
            "State",
            "Pay",
            "At the counter",
            "By SMS",
            "To the payment page",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["bureau-rest"] = "own system",
                ["bureau-sftp"] = "files",
                ["bureau-desk"] = "paper registers",
                ["consulate"] = "consulate",
            }
        );

    /// <summary>What a story is called.</summary>
    public string Says(SandboxStory story) => Stories.First(s => s.Story == story).Says;
}
