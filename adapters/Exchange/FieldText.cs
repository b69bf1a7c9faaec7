using System.Globalization;
using System.Text.RegularExpressions;

namespace Adapters.Exchange;

/// <summary>What spreadsheets and keyboards do to codes and numbers, undone or recognised.</summary>
internal static partial class FieldText
{
    /// <summary>The form of a day that everybody understands.</summary>
    public const string IsoDay = "yyyy-MM-dd";

    /// <summary>The text with Arabic-Indic and Persian digits as 0–9.</summary>
    public static string WesternDigits(string text) =>
        text.AsSpan().IndexOfAnyInRange('\u0660', '\u06F9') < 0
            ? text
            : string.Create(
                text.Length,
                text,
                static (span, source) =>
                {
                    for (var i = 0; i < span.Length; i++)
                    {
                        span[i] = source[i] switch
                        {
                            >= '\u0660' and <= '\u0669' => (char)(source[i] - '\u0660' + '0'),
                            >= '\u06F0' and <= '\u06F9' => (char)(source[i] - '\u06F0' + '0'),
                            var other => other,
                        };
                    }
                }
            );

    /// <summary>A code without direction marks, joiners and spaces around it, in western digits.</summary>
    public static string Code(string text) =>
        System.Text.Ascii.IsValid(text)
            ? text.Trim()
            : WesternDigits(
                string.Concat(
                        text.Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format)
                    )
                    .Trim()
            );

    /// <summary>
    /// Did a spreadsheet turn this code into a number such as <c>1.23E+11</c>, into one of its own error texts, or into a
    /// month such as <c>déc-80</c> (from <c>12/80</c>)?
    /// </summary>
    public static bool IsExcelDamaged(string text) =>
        text.Length > 0
        && (
            (text[0] == '#' && SpreadsheetError().IsMatch(text))
            || (text.Contains('E', StringComparison.OrdinalIgnoreCase) && ExcelNumber().IsMatch(text))
            || (text.AsSpan().IndexOfAny('-', '.', ' ') > 0 && MonthName().IsMatch(text))
        );

    /// <summary>Would a spreadsheet run this text as a formula?</summary>
    public static bool IsFormula(string text) =>
        text.Length > 1 && (text[0] is '=' or '@' || (text[0] is '+' or '-' && !IsNumberLike(text)));

    /// <summary>Does the text hold a control character? Line breaks inside quotes are legal text.</summary>
    public static bool HasControl(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0
            | text.AsSpan().IndexOfAnyInRange('\u007F', '\u009F') >= 0
        && text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));

    // Telephone numbers and amounts may have a sign; so may a dash between words.
    private static bool IsNumberLike(string text) => text[1] is (>= '0' and <= '9') or ' ';

    [GeneratedRegex(
        @"^[+-]?[0-9]+([.,][0-9]+E[+-]?|E[+-])[0-9]+$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex ExcelNumber();

    [GeneratedRegex(
        @"^#(#+|[\p{L}/0 ]+[!?]?)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex SpreadsheetError();

    [GeneratedRegex(
        @"^([0-9]{1,4}[-. ])?(jan|janv|feb|fev|fév|févr|mar|mars|apr|avr|may|mai|jun|juin|jul|juil|aug|aou|aoû|août|sep|sept|oct|nov|dec|déc)\.?([-. ][0-9]{1,4})?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex MonthName();
}
