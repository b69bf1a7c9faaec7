using System.Globalization;
using Adapters.Exchange;
using NodaTime;

namespace Adapters.Post;

/// <summary>Reads one row of a file of the post, noting everything that is wrong with it.</summary>
internal sealed class PostRowReader(RecordRow row)
{
    private const int MaxText = 200;
    private const string Accepted = "accepted";
    private const string Refused = "refused";

    private readonly RowFields fields = new(row, MaxText);

    /// <summary>When not empty, what was read from the row must not be used.</summary>
    public IReadOnlyList<RowProblem> Problems => fields.Problems;

    public ManifestVerdict ReadVerdict()
    {
        var status = Status();
        var sha256 = fields.Code("sha256", required: true).ToLowerInvariant();
        if (sha256.Length > 0 && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit)))
        {
            fields.Add("sha256", "hash_wrong", "64 hexadecimal digits are expected.");
        }

        return new ManifestVerdict(
            Manifest(),
            sha256,
            status == Accepted,
            status == Refused ? fields.Code("code", required: true) : fields.OptionalCode("code"),
            fields.OptionalText("message")
        );
    }

    public ItemVerdict ReadItem()
    {
        var status = Status();
        return new ItemVerdict(
            row["file"].Length == 0 ? null : Manifest(),
            Item(),
            status == Accepted,
            status == Refused ? fields.Code("reason", required: true) : fields.OptionalCode("reason"),
            Grams(),
            Centimes(),
            fields.OptionalCode("office"),
            row["at"].Length == 0
                ? null
                : Time("at", null, DateTimeZoneProviders.Tzdb[PostOptions.Casablanca]).At
        );
    }

    public TrackingEvent ReadEvent(DateTimeZone zone)
    {
        var code = fields.Code("event_code", required: true).ToUpperInvariant();
        if (code.Length > 8 || !code.All(char.IsAsciiLetterOrDigit))
        {
            fields.Add(
                "event_code",
                "event_code_wrong",
                "Expected: an EMSEVT code such as EMA, or a local code."
            );
        }

        var country = fields.OptionalCode("country")?.ToUpperInvariant();
        var time = Time("event_time", country, zone);
        return new TrackingEvent(
            Item(),
            code,
            time.At,
            fields.OptionalCode("office"),
            country,
            fields.OptionalCode("reason")?.ToLowerInvariant(),
            fields.OptionalCode("action")?.ToLowerInvariant(),
            fields.OptionalText("signatory"),
            time.Doubt
        );
    }

    public ReturnedItem ReadReturn(DateTimeZone zone) =>
        new(
            Item(),
            Time("returned_at", null, zone).At,
            fields.OptionalCode("office"),
            fields.OptionalCode("reason")?.ToLowerInvariant()
        );

    public BilledLetter ReadBilling() =>
        new(
            fields.Code("invoice", required: true),
            fields.Whole("line", 1, int.MaxValue, required: true) ?? 0,
            Item(),
            Centimes(required: true) ?? 0,
            fields.OptionalCode("service"),
            Grams(),
            Day("posted_on")
        );

    private string Item()
    {
        switch (S10Item.Parse(row["item"]))
        {
            case S10Reading.Valid valid:
                return valid.Item.ToString();
            case S10Reading.Refused refused:
                fields.Add("item", refused.Code, refused.Message);
                return "";
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private string Manifest()
    {
        var name = row["file"];
        if (ExchangeFileName.Parse(name) is not { Kind: FileKind.MAN })
        {
            fields.Add(
                "file",
                "manifest_name_wrong",
                "Expected: the name of a manifest, MAN_BUREAU_YYYYMMDD_SEQ_E.csv."
            );
        }

        return name;
    }

    private string Status()
    {
        var status = fields.Code("status", required: false);
        if (status is not (Accepted or Refused))
        {
            fields.Add("status", "status_unknown", "Expected: accepted or refused.");
        }

        return status;
    }

    private int? Grams()
    {
        var text = fields.Code("weight_found", required: false);
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var grams))
        {
            return grams;
        }

        fields.Add("weight_found", "number_wrong", "Whole grams are expected.");
        return null;
    }

    private DateOnly? Day(string column) =>
        fields.Day(column, required: false) is { } day
            ? DateOnly.ParseExact(day, FieldText.IsoDay, CultureInfo.InvariantCulture)
            : null;

    private long? Centimes(bool required = false)
    {
        if (fields.Number("postage_charged", required, "amount_wrong") is not { } dirhams)
        {
            return null;
        }

        if (dirhams is >= 0 and <= 1_000_000 && dirhams * 100 == decimal.Truncate(dirhams * 100))
        {
            return (long)(dirhams * 100);
        }

        fields.Add(
            "postage_charged",
            "amount_wrong",
            "Dirhams with a point and two digits are expected: 23.20"
        );
        return null;
    }

    private WallClockTime Time(string column, string? country, DateTimeZone zone)
    {
        if (WallClock.Read(FieldText.Code(row[column]), country, zone) is { } time)
        {
            return time;
        }

        fields.Add(column, "time_wrong", "Expected: 2026-11-23T14:05:00, local time, or with Z.");
        return default;
    }
}
