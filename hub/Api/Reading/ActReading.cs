using System.Globalization;
using System.Text.RegularExpressions;
using Hub.Orders;

namespace Hub.Api.Reading;

/// <summary>Reads which act is meant (domain.md §2.2).</summary>
internal static partial class ActReading
{
    private const int FirstHijri = 1300;
    private const int LastHijri = 1460;
    private const int FirstGregorian = 1900;
    private const int MaxRegisterPart = 10;
    private static readonly string[] Calendars = ["gregorian", "hijri", "unknown"];
    private static readonly string[] Languages = ["ar", "fr", "ar-fr"];
    private static readonly string[] Suffixes = ["bis", "ter", "quater", "مكرر"];

    /// <summary>The act; null when a required part of it is missing or wrong.</summary>
    public static ActReference? Read(FieldReader act, int thisYear)
    {
        var number = ReadNumber(act);
        var suffix = act.Text("suffix", MaxRegisterPart, required: false)?.ToLowerInvariant();
        if (suffix is not null && !Suffixes.Contains(suffix, StringComparer.Ordinal))
        {
            act.Refuse("suffix", "choice_unknown", ("choices", string.Join(", ", Suffixes)));
        }

        var part = act.Text("registerPart", MaxRegisterPart, required: false);
        var calendar = act.Choice("calendar", Calendars);
        var year = act.Number("year", 1, thisYear);
        var language = act.Choice("language", Languages);
        act.RefuseOthers();
        if (year is { } written && calendar is not null)
        {
            CheckYear(act, written, calendar, thisYear);
        }

        return number is null || year is null || calendar is null || language is null
            ? null
            : new ActReference(number, suffix, part, year.Value, calendar, language);
    }

    private static string? ReadNumber(FieldReader act)
    {
        var number = act.Text("number", max: 20);
        if (number is null || Number().IsMatch(number))
        {
            return number;
        }

        act.Refuse("number", "act_number_malformed");
        return null;
    }

    // One list of years offers both calendars to citizens; the ranges do not meet, so a slip is found here.
    private static void CheckYear(FieldReader act, int year, string calendar, int thisYear)
    {
        var hijri = year is >= FirstHijri and <= LastHijri && year <= HijriYearAtMost(thisYear);
        var gregorian = year >= FirstGregorian && year <= thisYear;
        var code = calendar switch
        {
            "hijri" when !hijri => "year_not_hijri",
            "gregorian" when !gregorian => "year_not_gregorian",
            "unknown" when !hijri && !gregorian => "year_ambiguous",
            _ => null,
        };
        if (code is not null)
        {
            act.Refuse(
                "year",
                code,
                ("hijri", $"{FirstHijri}–{HijriYearAtMost(thisYear)}"),
                ("gregorian", string.Create(CultureInfo.InvariantCulture, $"{FirstGregorian}–{thisYear}"))
            );
        }
    }

    // 33 lunar years pass in about 32 solar ones; a year too many harms nobody, the bureau looks anyway.
    private static int HijriYearAtMost(int gregorianYear) => (gregorianYear - 621) * 33 / 32;

    [GeneratedRegex("^[1-9][0-9]{0,4}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
