using System.Globalization;

namespace Hub.Pages.Shell;

/// <summary>
/// The three languages people read. Machine cultures are chosen for Morocco: <c>ar-MA</c> has western digits and the
/// Gregorian calendar, neutral <c>ar</c> has neither (experience.md §4.2).
/// </summary>
public sealed record Language(string Code, string Culture, string Direction, string OwnName)
{
    public static readonly Language Arabic = new("ar", "ar-MA", "rtl", "العربية");
    public static readonly Language French = new("fr", "fr-FR", "ltr", "Français");
    public static readonly Language English = new("en", "en-GB", "ltr", "English");

    /// <summary>All, in the order they are offered.</summary>
    public static readonly IReadOnlyList<Language> All = [Arabic, French, English];

    /// <summary>The language of the request being answered.</summary>
    public static Language Current => Find(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? French;

    /// <summary>The language with this code, or null.</summary>
    public static Language? Find(string? code) => All.FirstOrDefault(language => language.Code == code);
}
