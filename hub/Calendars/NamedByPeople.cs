using Workflows.Time;

namespace Hub.Calendars;

/// <summary>Names as a person enters them for a day or a period: French and Arabic, English if there is one.</summary>
internal static class NamedByPeople
{
    private const int MaxText = 200;

    /// <summary>The name as it was meant, without the spaces around it.</summary>
    public static CalendarName Tidy(CalendarName name) =>
        new(name.Fr.Trim(), TextOrNull(name.Ar), TextOrNull(name.En));

    /// <summary>Was nothing entered at all?</summary>
    public static bool IsEmpty(CalendarName name) =>
        TextOrNull(name.Fr) is null && TextOrNull(name.Ar) is null && TextOrNull(name.En) is null;

    /// <summary>
    /// <c>day_name</c> without a French name, <c>day_name_ar</c> without an Arabic one in Arabic letters, <c>day_name_en</c> for
    /// one that is too long; null when the name can stand.
    /// </summary>
    public static string? FaultOf(CalendarName name) =>
        TextOrNull(name.Fr) is not { Length: <= MaxText } ? "day_name"
        : TextOrNull(name.Ar) is not { Length: <= MaxText } arabic || !arabic.Any(IsArabic) ? "day_name_ar"
        : name.En is { Length: > MaxText } ? "day_name_en"
        : null;

    private static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool IsArabic(char c) => c is >= '\u0600' and <= '\u06FF';
}
