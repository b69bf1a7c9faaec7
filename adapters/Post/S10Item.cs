using System.Globalization;

namespace Adapters.Post;

/// <summary>
/// A UPU S10 item identifier: two letters, eight digits, check digit, issuing post (domain.md §5.1). Built only from a valid
/// text or from a serial number.
/// </summary>
public sealed record S10Item
{
    /// <summary>The largest serial number.</summary>
    public const int MaxSerial = 99_999_999;

    private const string Morocco = "MA";
    private static readonly int[] Weights = [8, 6, 4, 2, 3, 5, 9, 7];

    private S10Item(string indicator, int serial)
    {
        Indicator = indicator;
        Serial = serial;
    }

    /// <summary>The service indicator: <c>RR</c> …</summary>
    public string Indicator { get; }

    public int Serial { get; }

    /// <summary>The item of Morocco's post with this indicator and serial number.</summary>
    public static S10Item Of(string indicator, int serial) =>
        IsIndicator(indicator) && serial is >= 0 and <= MaxSerial
            ? new S10Item(indicator, serial)
            : throw new ArgumentOutOfRangeException(
                nameof(serial),
                "An S10 item has two letters and eight digits."
            );

    /// <summary>Reads an identifier as people write it (spaces, lower case); the code says what is wrong with it.</summary>
    public static S10Reading Parse(string text)
    {
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !IsFormat(c))).ToUpperInvariant();
        if (plain.Length != 13)
        {
            return new S10Reading.Refused("s10_length", "A registered item number has 13 characters.");
        }

        if (!IsIndicator(plain[..2]))
        {
            return new S10Reading.Refused("s10_indicator", "It begins with two letters.");
        }

        if (!plain.AsSpan(2, 9).ContainsOnlyDigits())
        {
            return new S10Reading.Refused("s10_digits", "Nine digits follow the two letters.");
        }

        if (plain[11..] != Morocco)
        {
            return new S10Reading.Refused("s10_country", "It ends with MA: other posts' items are not ours.");
        }

        var serial = int.Parse(plain.AsSpan(2, 8), NumberStyles.None, CultureInfo.InvariantCulture);
        return plain[10] - '0' == CheckDigit(serial)
            ? new S10Reading.Valid(new S10Item(plain[..2], serial))
            : new S10Reading.Refused("s10_check_digit", "The check digit is wrong: a digit was misread.");
    }

    /// <summary>The check digit of a serial number.</summary>
    public static int CheckDigit(int serial)
    {
        var sum = 0;
        for (var i = Weights.Length - 1; i >= 0; i--)
        {
            sum += serial % 10 * Weights[i];
            serial /= 10;
        }

        return (11 - (sum % 11)) switch
        {
            10 => 0,
            11 => 5,
            var digit => digit,
        };
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Indicator}{Serial:00000000}{CheckDigit(Serial)}{Morocco}"
        );

    private static bool IsIndicator(string text) =>
        text.Length == 2 && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]);

    private static bool IsFormat(char c) => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;
}

/// <summary>What came of reading an item number.</summary>
public abstract record S10Reading
{
    private S10Reading() { }

    public sealed record Valid(S10Item Item) : S10Reading;

    public sealed record Refused(string Code, string Message) : S10Reading;
}

/// <summary>Character tests on spans.</summary>
internal static class Digits
{
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) =>
        !text.ContainsAnyExceptInRange('0', '9');
}
