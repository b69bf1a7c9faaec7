using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Simulators.Files;

namespace Simulators.Post;

/// <summary>
/// The post's intake: reads a manifest with its own eyes (protocols.md §4), checks every byte of the envelope first and then
/// each letter.
/// </summary>
internal sealed class ManifestInspection(string sender, bool isTest, PostCountries countries)
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The verdict on a file that its <c>.ok</c> agrees with.</summary>
    public Inspection Inspect(ReadyFile file)
    {
        if (PartnerFileName.Parse(file.Name) is not { Kind: "MAN" } name)
        {
            return new Inspection.Broken("name_wrong", "Expected MAN_BUREAU_YYYYMMDD_SEQ_E.csv.");
        }

        if (name.IsTest != isTest)
        {
            return new Inspection.Broken("environment_wrong", "A test file in production, or the reverse.");
        }

        string text;
        try
        {
            text = Utf8.GetString(file.Content);
        }
        catch (DecoderFallbackException)
        {
            return new Inspection.Broken("charset_wrong", "Not UTF-8.");
        }

        return CsvText.Parse(text) is { } rows
            ? InspectRows(file, name, [.. rows])
            : new Inspection.Broken(
                "csv_wrong",
                "Quotes that do not match, or lines that do not end in CRLF."
            );
    }

    private Inspection InspectRows(ReadyFile file, PartnerFileName name, string[][] rows)
    {
        if (rows is not [["H", ..] head, .. var middle, ["T", ..] trailer])
        {
            return new Inspection.Broken("records_wrong", "Expected one H, then I, then one T.");
        }

        if (HeaderFault(head, name) is { } wrong)
        {
            return new Inspection.Broken("header_wrong", wrong);
        }

        if (TrailerFault(file.Content, head, trailer) is { } broken)
        {
            return new Inspection.Broken(broken, "The trailer does not fit the file.");
        }

        var count = middle.Length.ToString(CultureInfo.InvariantCulture);
        if (head[9] != count || trailer[1] != count || file.Records != middle.Length || middle.Length == 0)
        {
            return new Inspection.Broken("count_wrong", $"The file has {count} letters.");
        }

        for (var i = 0; i < middle.Length; i++)
        {
            if (
                middle[i] is not { Length: 14 } row
                || row[0] != "I"
                || row[1] != (i + 1).ToString(CultureInfo.InvariantCulture)
            )
            {
                return new Inspection.Broken("line_wrong", $"Letter {i + 1} is not a row of 14 fields.");
            }
        }

        return new Inspection.Sound(
            new AnnouncedDeposit(
                head[2],
                head[3],
                head[8],
                DateOnly.Parse(head[7], CultureInfo.InvariantCulture)
            ),
            [.. middle.Select(Letter)]
        );
    }

    private string? HeaderFault(string[] head, PartnerFileName name) =>
        head.Length != 11 ? "H has 11 fields."
        : head[1] != "1.0" ? "Unknown version."
        : head[2] != sender ? "Unknown sender."
        : head[3] != name.Code ? "The bureau is not the one in the name."
        : head[4].Length == 0 ? "The manifest has no number."
        : head[5] != name.Sequence.ToString(CultureInfo.InvariantCulture)
            ? "The sequence is not the one in the name."
        : !IsExact(head[6], "yyyy-MM-ddTHH:mm:ssZ") ? "The time of creation is not in UTC."
        : !IsExact(head[7], "yyyy-MM-dd") ? "The deposit date is no date."
        : head[8].Length == 0 ? "No deposit office."
        : null;

    private static string? TrailerFault(byte[] content, string[] head, string[] trailer)
    {
        if (trailer.Length != 4)
        {
            return "trailer_wrong";
        }

        var last = content.AsSpan(0, content.Length - 2).LastIndexOf("\r\n"u8) + 2;
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.AsSpan(0, last)));
        return trailer[3] != hash ? "hash_wrong"
            : trailer[2] != head[10] || !IsMoney(head[10]) ? "postage_wrong"
            : null;
    }

    private AnnouncedLetter Letter(string[] row)
    {
        var country = countries.CodeOf(row[12]);
        return new AnnouncedLetter(
            row[2],
            row[3],
            row[4],
            int.TryParse(row[5], NumberStyles.None, CultureInfo.InvariantCulture, out var grams) ? grams : 0,
            row[11],
            country ?? "",
            Refusal(row, grams, country)
        );
    }

    private static string? Refusal(string[] row, int grams, string? country)
    {
        var abroad = country is not "MA";
        return !S10Check.IsRegistered(row[2]) ? "item_invalid"
            : row[3].Length == 0 ? "shipment_ref_missing"
            : country is null ? "country_unknown"
            : row[4] != (abroad ? "REC_INT" : "REC_NAT") ? "service_wrong"
            : grams is < 1 or > 2000 ? "weight"
            : row[6] is not ("0" or "1") ? "advice_of_receipt_wrong"
            : row[7].Length == 0 || row[8].Length == 0 || row[11].Length == 0 ? "address_incomplete"
            : abroad && new[] { row[7], row[8], row[11] }.Any(IsUnreadableAbroad) ? "address_not_latin"
            : null;
    }

    // A sorter abroad reads Latin letters: a line with letters needs one.
    private static bool IsUnreadableAbroad(string line) =>
        line.Any(char.IsLetter) && !line.Any(c => char.IsLetter(c) && c < '\u0250');

    private static bool IsExact(string text, string format) =>
        DateTimeOffset.TryParseExact(
            text,
            format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out _
        );

    private static bool IsMoney(string text) =>
        text.Length > 3
        && text[^3] == '.'
        && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
}
