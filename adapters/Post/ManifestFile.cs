using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;

namespace Adapters.Post;

/// <summary>
/// The manifest the post gets (protocols.md §4). By its types no act data and no birth date can be in it. The same manifest
/// always gives the same bytes, so a resend is the same file.
/// </summary>
public static class ManifestFile
{
    private const string Version = "1.0";

    /// <summary>The bytes of a manifest: H, one I per item, T with the SHA-256 of everything before it.</summary>
    public static byte[] Compose(Manifest manifest)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (
            var csv = CsvWriter.Create(
                text,
                new CsvWriterOptions
                {
                    Separator = ';',
                    NewLine = "\r\n",
                    Injection = CsvInjection.None,
                    ValidateFieldCount = false,
                },
                leaveOpen: true
            )
        )
        {
            csv.WriteRecord(Header(manifest));
            for (var i = 0; i < manifest.Items.Count; i++)
            {
                csv.WriteRecord(Item(i + 1, manifest.Items[i]));
            }
        }

        var body = Encoding.UTF8.GetBytes(text.ToString());
        var trailer = string.Create(
            CultureInfo.InvariantCulture,
            $"T;{manifest.Items.Count};{Money(manifest.PostageTotalCentimes)};{Convert.ToHexStringLower(SHA256.HashData(body))}\r\n"
        );
        return [.. body, .. Encoding.UTF8.GetBytes(trailer)];
    }

    private static string[] Header(Manifest manifest) =>
        [
            "H",
            Version,
            manifest.Sender,
            manifest.Bureau,
            manifest.Number,
            manifest.Sequence.ToString(CultureInfo.InvariantCulture),
            manifest.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            manifest.DepositDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            manifest.DepositOffice,
            manifest.Items.Count.ToString(CultureInfo.InvariantCulture),
            Money(manifest.PostageTotalCentimes),
        ];

    private static string[] Item(int line, ManifestItem item) =>
        [
            "I",
            line.ToString(CultureInfo.InvariantCulture),
            item.Item.ToString(),
            item.ShipmentRef,
            item.Service,
            item.WeightGrams.ToString(CultureInfo.InvariantCulture),
            item.AdviceOfReceipt ? "1" : "0",
            item.Name,
            item.Line1,
            item.Line2,
            item.Postcode,
            item.Locality,
            item.Country,
            item.Phone,
        ];

    private static string Money(long centimes) =>
        (centimes / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}

/// <summary>One deposit of registered letters.</summary>
public sealed record Manifest(
    string Sender,
    string Bureau,
    string Number,
    int Sequence,
    DateTimeOffset CreatedAt,
    DateOnly DepositDate,
    string DepositOffice,
    long PostageTotalCentimes,
    IReadOnlyList<ManifestItem> Items
);

/// <summary>One letter of a manifest.</summary>
/// <param name="Service"><c>REC_NAT</c> or <c>REC_INT</c>.</param>
public sealed record ManifestItem(
    S10Item Item,
    string ShipmentRef,
    string Service,
    int WeightGrams,
    bool AdviceOfReceipt,
    string Name,
    string Line1,
    string Line2,
    string Postcode,
    string Locality,
    string Country,
    string Phone
);
