using System.Globalization;
using System.Text;

namespace Adapters.Post;

/// <summary>
/// An address the post can print and deliver to (domain.md §5.5): Arabic or Latin letters inside Morocco, nothing but Latin
/// letters abroad. Built only by <see cref="Read"/>, so whoever holds one may send it.
/// </summary>
public sealed record PostalAddress
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxName = 120;

    /// <summary>The most characters of a line of the address.</summary>
    public const int MaxLine = 200;

    private const int MaxLocality = 80;
    private const int MaxPostcode = 10;

    private PostalAddress(string[] fields, Country country)
    {
        (Name, Line1, Line2, Postcode, Locality) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
        Country = country;
    }

    public string Name { get; }

    public string Line1 { get; }

    /// <summary>The second line and whatever was written below it; empty when there is none.</summary>
    public string Line2 { get; }

    /// <summary>As written; empty when the citizen gave none.</summary>
    public string Postcode { get; }

    public string Locality { get; }

    public Country Country { get; }

    /// <summary>Does the letter leave Morocco?</summary>
    public bool IsAbroad => Country.Code != Countries.Morocco;

    /// <summary>
    /// Reads an address as a citizen wrote it. Spaces, line breaks and direction marks are tidied, never a letter of it; a
    /// postcode is taken as it is, because a wrong one delays a letter and a refused one stops it.
    /// </summary>
    public static PostalAddressReading Read(WrittenAddress written, Countries countries)
    {
        var problems = new List<AddressProblem>();
        var abroad = written.Country != Countries.Morocco;
        var below = string.Join(", ", written.Lines.Skip(1).Select(Tidy).Where(line => line.Length > 0));
        string[] fields =
        [
            Field("name", written.Name, MaxName, true, abroad, problems),
            Field("line1", written.Lines.Count > 0 ? written.Lines[0] : "", MaxLine, true, abroad, problems),
            Field("line2", below, MaxLine, false, abroad, problems),
            Field("postcode", written.Postcode ?? "", MaxPostcode, false, abroad, problems),
            Field("locality", written.Locality, MaxLocality, true, abroad, problems),
        ];
        var country = countries.Find(written.Country);
        if (country is null)
        {
            problems.Add(
                new AddressProblem(
                    "country",
                    "address_country_unknown",
                    "The post delivers to no such country."
                )
            );
        }

        return country is null || problems.Count > 0
            ? new PostalAddressReading.Refused(problems)
            : new PostalAddressReading.Valid(new PostalAddress(fields, country));
    }

    /// <summary>The lines of a label: postcode left of the locality, the country in French last when abroad.</summary>
    public IReadOnlyList<string> ToLabel() =>
        [
            .. new[]
            {
                Name,
                Line1,
                Line2,
                $"{Postcode} {Locality.ToUpperInvariant()}".TrimStart(),
                IsAbroad ? Country.PostalName : "",
            }.Where(line => line.Length > 0),
        ];

    /// <summary>The country only: an address must not end up in a log by accident.</summary>
    public override string ToString() => $"address in {Country.Code}";

    private static string Field(
        string name,
        string written,
        int max,
        bool required,
        bool abroad,
        List<AddressProblem> problems
    )
    {
        var text = Tidy(written);
        if (required && text.Length == 0)
        {
            problems.Add(new AddressProblem(name, "address_missing", "This part of the address is missing."));
        }

        if (text.Length > max)
        {
            problems.Add(
                new AddressProblem(
                    name,
                    "address_too_long",
                    string.Create(CultureInfo.InvariantCulture, $"At most {max} characters fit on the label.")
                )
            );
        }

        if (abroad && text.Any(IsUnreadableAbroad))
        {
            problems.Add(
                new AddressProblem(
                    name,
                    "address_not_latin",
                    "Abroad, postmen read Latin letters only: write this in Latin letters."
                )
            );
        }

        return text;
    }

    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (tidy.Length > 0 && tidy[^1] != ' ')
                {
                    tidy.Append(' ');
                }
            }
            else if (!IsDirectionMark(c))
            {
                tidy.Append(c);
            }
        }

        return tidy.ToString().TrimEnd();
    }

    // The joiners (U+200C, U+200D) shape Arabic letters and stay; marks of direction confuse label printers.
    private static bool IsDirectionMark(char c) =>
        c
            is '\u200E'
                or '\u200F'
                or '\u061C'
                or (>= '\u202A' and <= '\u202E')
                or (>= '\u2066' and <= '\u2069');

    private static bool IsLatin(char c) =>
        char.IsLetter(c)
        && c is <= '\u024F' or (>= '\u1E00' and <= '\u1EFF') or (>= '\uFB00' and <= '\uFB06');

    // Letters, digits, marks and punctuation of Arabic; letters of any other script.
    private static bool IsUnreadableAbroad(char c) =>
        (char.IsLetter(c) && !IsLatin(c))
        || c is (>= '\u0600' and <= '\u06FF') or (>= '\u08A0' and <= '\u08FF');
}

/// <summary>An address as a citizen wrote it.</summary>
/// <param name="Lines">One to three, from the building to the quarter.</param>
/// <param name="Country">ISO 3166-1 alpha-2, upper case.</param>
public sealed record WrittenAddress(
    string Name,
    IReadOnlyList<string> Lines,
    string? Postcode,
    string Locality,
    string Country
);

/// <summary>What came of reading an address.</summary>
public abstract record PostalAddressReading
{
    private PostalAddressReading() { }

    /// <summary>The post can deliver to it.</summary>
    public sealed record Valid(PostalAddress Address) : PostalAddressReading;

    /// <summary>A person has to mend it; every wrong part is named.</summary>
    public sealed record Refused(IReadOnlyList<AddressProblem> Problems) : PostalAddressReading;
}

/// <summary>One wrong part of an address.</summary>
/// <param name="Field"><c>name</c>, <c>line1</c>, <c>line2</c>, <c>postcode</c>, <c>locality</c> or <c>country</c>.</param>
/// <param name="Code">Stable, lower_snake_case.</param>
/// <param name="Message">What would be right; never what was written.</param>
public sealed record AddressProblem(string Field, string Code, string Message);
