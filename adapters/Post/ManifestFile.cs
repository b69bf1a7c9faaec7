using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Adapters.Exchange;
using CsvHelper;

namespace Adapters.Post;

/// <summary>
/// The manifest the post gets (protocols.md §4). By its types no act data and no birth date can be in it. The same manifest
/// always gives the same bytes, whatever order its items come in, so a resend is the same file.
/// </summary>
public static class ManifestFile
{
    private const string Version = "1.0";

    /// <summary>The file of a manifest: H, one I per item in order of item number, T with the SHA-256 of everything before it.</summary>
    /// <exception cref="InvalidOperationException">Two of its letters bear one number, or it is empty.</exception>
    public static ComposedFile.Done Compose(Manifest manifest)
    {
        var items = manifest.Items.OrderBy(item => item.Item.ToString(), StringComparer.Ordinal).ToList();
        Check(items);
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
            for (var i = 0; i < items.Count; i++)
            {
                WriteItem(csv, i + 1, items[i]);
            }
        }

        var body = Encoding.UTF8.GetBytes(text.ToString());
        var trailer = string.Create(
            CultureInfo.InvariantCulture,
            $"T;{items.Count};{Money(manifest.PostageTotalCentimes)};{Convert.ToHexStringLower(SHA256.HashData(body))}\r\n"
        );
        return new ComposedFile.Done([.. body, .. Encoding.UTF8.GetBytes(trailer)], items.Count);
    }

    private static void Check(List<ManifestItem> items)
    {
        if (items.Count == 0)
        {
            throw new InvalidOperationException("A manifest without a letter is not sent.");
        }

        for (var i = 1; i < items.Count; i++)
        {
            if (items[i].Item == items[i - 1].Item)
            {
                throw new InvalidOperationException($"Two letters of one manifest bear {items[i].Item}.");
            }
        }

        if (items.DistinctBy(item => item.ShipmentRef, StringComparer.Ordinal).Count() != items.Count)
        {
            throw new InvalidOperationException("A shipment is in a manifest once only.");
        }
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

    private static void WriteItem(CsvWriter csv, int line, ManifestItem item)
    {
        csv.WriteField("I");
        csv.WriteField(line.ToString(CultureInfo.InvariantCulture));
        csv.WriteField(item.Item.ToString());
        csv.WriteField(item.ShipmentRef);
        csv.WriteField(item.Service);
        csv.WriteField(item.WeightGrams.ToString(CultureInfo.InvariantCulture));
        csv.WriteField(item.AdviceOfReceipt ? "1" : "0");
        // Names and addresses are always quoted: they are the fields in which anything may stand.
        csv.WriteField(item.Address.Name, CsvQuoting.Always);
        csv.WriteField(item.Address.Line1, CsvQuoting.Always);
        csv.WriteField(item.Address.Line2, CsvQuoting.Always);
        csv.WriteField(item.Address.Postcode, CsvQuoting.Always);
        csv.WriteField(item.Address.Locality, CsvQuoting.Always);
        csv.WriteField(item.Address.Country.PostalName, CsvQuoting.Always);
        csv.WriteField(item.Phone, CsvQuoting.Always);
        csv.EndRecord();
    }

    private static string Money(long centimes) =>
        (centimes / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}

/// <summary>One deposit of registered letters.</summary>
/// <param name="Sender">Our code at the post.</param>
/// <param name="Bureau">The bureau that packed them.</param>
/// <param name="Number">The number people quote.</param>
/// <param name="Sequence">The number in the file's name.</param>
/// <param name="DepositDate">The day of hand-over, by the deposit office's calendar (see <see cref="CutOff"/>).</param>
/// <param name="DepositOffice">The post's code of the office.</param>
/// <param name="PostageTotalCentimes">What all the letters cost, in centimes of a dirham.</param>
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
/// <param name="ShipmentRef"><c>{trackingNumber}-S{n}</c>: what the post may quote back to us.</param>
/// <param name="Phone">For the postman; empty when there is none.</param>
public sealed record ManifestItem(
    S10Item Item,
    string ShipmentRef,
    int WeightGrams,
    bool AdviceOfReceipt,
    PostalAddress Address,
    string Phone
)
{
    /// <summary><c>REC_NAT</c> inside Morocco, else <c>REC_INT</c>.</summary>
    public string Service => Address.IsAbroad ? "REC_INT" : "REC_NAT";
}
