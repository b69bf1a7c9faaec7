namespace Simulators.Gateway;

/// <summary>What the test cards do, in Arabic, French or English.</summary>
internal static class CardWords
{
    /// <summary>The words of a language for one of <see cref="TestCards.All"/>.</summary>
    public static string Of(string language, string card) =>
        (language, card) switch
        {
            ("fr", TestCards.Approved) => "acceptée",
            ("fr", TestCards.InsufficientFunds) => "provision insuffisante",
            ("fr", TestCards.Expired) => "carte expirée",
            ("fr", TestCards.Secure3DFails) => "échec de 3-D Secure",
            ("fr", TestCards.RefundRefused) => "acceptée ; tout remboursement est refusé",
            ("fr", TestCards.RefundReversed) =>
                "acceptée ; un remboursement fait après la clôture du jour revient deux jours plus tard",
            ("en", TestCards.Approved) => "approved",
            ("en", TestCards.InsufficientFunds) => "insufficient funds",
            ("en", TestCards.Expired) => "expired card",
            ("en", TestCards.Secure3DFails) => "3-D Secure fails",
            ("en", TestCards.RefundRefused) => "approved; a refund is refused",
            ("en", TestCards.RefundReversed) =>
                "approved; a refund after the closing of the day comes back two days later",
            ("ar", TestCards.Approved) => "مقبولة",
            ("ar", TestCards.InsufficientFunds) => "الرصيد غير كاف",
            ("ar", TestCards.Expired) => "بطاقة منتهية الصلاحية",
            ("ar", TestCards.Secure3DFails) => "فشل التحقق 3-D Secure",
            ("ar", TestCards.RefundRefused) => "مقبولة، لكن كل استرداد يُرفض",
            ("ar", TestCards.RefundReversed) => "مقبولة، لكن الاسترداد بعد إغلاق اليوم يرجع بعد يومين",
            _ => throw new ArgumentOutOfRangeException(nameof(card), card, "No words for this card."),
        };
}
