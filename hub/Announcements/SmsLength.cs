namespace Hub.Announcements;

/// <summary>How long a short message is, and how many of them the aggregator bills (3GPP TS 23.038).</summary>
/// <param name="Letters">Units of the alphabet it needs.</param>
/// <param name="Parts">Messages it is sent as.</param>
/// <param name="IsShortAlphabet">Does the seven-bit alphabet hold every letter?</param>
internal readonly record struct SmsLength(int Letters, int Parts, bool IsShortAlphabet)
{
    private const int ShortOne = 160;
    private const int ShortPart = 153;
    private const int WideOne = 70;
    private const int WidePart = 67;

    private const string Alphabet =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
        + "abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>Letters that the seven-bit alphabet writes with two units.</summary>
    private const string Escaped = "^{}\\[~]|€";

    /// <summary>The length of a message.</summary>
    public static SmsLength Of(string text)
    {
        var isShort = text.All(c => Alphabet.Contains(c) || Escaped.Contains(c));
        var letters = isShort ? text.Length + text.Count(c => Escaped.Contains(c)) : text.Length;
        var (one, part) = isShort ? (ShortOne, ShortPart) : (WideOne, WidePart);
        return new SmsLength(letters, letters <= one ? 1 : (letters + part - 1) / part, isShort);
    }
}
