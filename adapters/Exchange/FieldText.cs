using System.Globalization;
using System.Text.RegularExpressions;

namespace Adapters.Exchange;

/// <summary>What spreadsheets and keyboards do to codes and numbers, undone or recognised.</summary>
internal static partial class FieldText
{
    /// <summary>The text with Arabic-Indic and Persian digits as 0–9.</summary>
    public static string WesternDigits(string text) =>
        string.Create(
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
        WesternDigits(
            string.Concat(text.Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format))
                .Trim()
        );

    /// <summary>Did a spreadsheet turn this code into a number such as <c>1.23E+11</c>?</summary>
    public static bool IsExcelDamaged(string text) => ExcelNumber().IsMatch(text);

    /// <summary>Does the text hold a control character? Line breaks inside quotes are legal text.</summary>
    public static bool HasControl(string text) =>
        text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));

    [GeneratedRegex(
        @"^[0-9]+([.,][0-9]+)?E[+-]?[0-9]+$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        100
    )]
    private static partial Regex ExcelNumber();
}
