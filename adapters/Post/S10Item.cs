using System.Globalization;

namespace Adapters.Post;

/// <summary>
/// A UPU S10 item identifier of Morocco's post: two letters, eight digits, check digit, <c>MA</c> (domain.md §5.1). Built
/// only from a valid text or from a serial number. Items of other posts are never ours, so they are refused, not held.
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

    /// <summary>0 … <see cref="MaxSerial"/>; the eight digits without the check digit.</summary>
    public int Serial { get; }

    /// <summary>What the first letter of the indicator promises.</summary>
    public S10Service Service =>
        Indicator[0] switch
        {
            'R' => S10Service.Registered,
            'V' => S10Service.Insured,
            'E' => S10Service.Express,
            'C' => S10Service.Parcel,
            'L' => S10Service.Tracked,
            'B' or 'D' or 'N' or 'P' or 'Z' => S10Service.Domestic,
            'A' when Indicator[1] >= 'V' => S10Service.Domestic,
            _ => S10Service.Other,
        };

    /// <summary>The item of Morocco's post with this indicator and serial number.</summary>
    public static S10Item Of(string indicator, int serial) =>
        IsIndicator(indicator) && serial is >= 0 and <= MaxSerial
            ? new S10Item(indicator, serial)
            : throw new ArgumentOutOfRangeException(
                nameof(serial),
                "An S10 item has two letters and eight digits."
            );

    /// <summary>
    /// Reads the number of a registered letter (<c>RA</c>–<c>RZ</c>): what a bureau may put on our letters. Otherwise as
    /// <see cref="Parse"/>.
    /// </summary>
    public static S10Reading ParseRegistered(string text)
    {
        var reading = Parse(text);
        return reading is S10Reading.Valid { Item.Service: not S10Service.Registered }
            ? new S10Reading.Refused(
                "s10_not_registered",
                "It begins with R: only registered letters are ours."
            )
            : reading;
    }

    /// <summary>
    /// Reads an identifier as people and scanners write it: spaces, direction marks and lower case are forgiven, and
    /// <see cref="S10Reading.Valid.Tidied"/> tells so. The code says what is wrong with anything else.
    /// </summary>
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
            ? new S10Reading.Valid(new S10Item(plain[..2], serial), Tidied: plain != text)
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

    /// <summary>An item of ours.</summary>
    /// <param name="Tidied">The text was not written as the number is written.</param>
    public sealed record Valid(S10Item Item, bool Tidied) : S10Reading;

    /// <summary>No item of ours; the code is stable, the message is for a person.</summary>
    public sealed record Refused(string Code, string Message) : S10Reading;
}

/// <summary>What the post promises for an item (domain.md §5.1).</summary>
public enum S10Service
{
    /// <summary>RA–RZ.</summary>
    Registered,

    /// <summary>VA–VZ.</summary>
    Insured,

    /// <summary>EA–EZ: EMS.</summary>
    Express,

    /// <summary>CA–CZ.</summary>
    Parcel,

    /// <summary>LA–LZ: express or tracked letter.</summary>
    Tracked,

    /// <summary>Blocks that two posts or one country keep to themselves.</summary>
    Domestic,

    /// <summary>Any other block.</summary>
    Other,
}

/// <summary>Character tests on spans.</summary>
internal static class Digits
{
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) =>
        !text.ContainsAnyExceptInRange('0', '9');
}
