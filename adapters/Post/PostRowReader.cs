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

    private readonly List<RowProblem> problems = [];

    /// <summary>When not empty, what was read from the row must not be used.</summary>
    public IReadOnlyList<RowProblem> Problems => problems;

    public ManifestVerdict ReadVerdict()
    {
        var status = Status();
        var sha256 = Code("sha256", required: true).ToLowerInvariant();
        if (sha256.Length > 0 && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit)))
        {
            Add("sha256", "hash_wrong", "64 hexadecimal digits are expected.");
        }

        return new ManifestVerdict(
            Manifest(),
            sha256,
            status == Accepted,
            Optional(Code("code", required: status == Refused)),
            Optional(Text("message"))
        );
    }

    public ItemVerdict ReadItem()
    {
        var status = Status();
        return new ItemVerdict(
            Manifest(),
            Item(),
            status == Accepted,
            Optional(Code("reason", required: status == Refused)),
            Grams(),
            Centimes(),
            Optional(Code("office", required: false)),
            row["at"].Length == 0
                ? null
                : Time("at", null, DateTimeZoneProviders.Tzdb[PostOptions.Casablanca]).At
        );
    }

    public TrackingEvent ReadEvent(DateTimeZone zone)
    {
        var code = Code("event_code", required: true).ToUpperInvariant();
        if (code.Length > 8 || !code.All(char.IsAsciiLetterOrDigit))
        {
            Add("event_code", "event_code_wrong", "Expected: an EMSEVT code such as EMA, or a local code.");
        }

        var country = Optional(Code("country", required: false).ToUpperInvariant());
        var time = Time("event_time", country, zone);
        return new TrackingEvent(
            Item(),
            code,
            time.At,
            Optional(Code("office", required: false)),
            country,
            Optional(Code("reason", required: false).ToLowerInvariant()),
            Optional(Code("action", required: false).ToLowerInvariant()),
            Optional(Text("signatory")),
            time.Doubt
        );
    }

    public ReturnedItem ReadReturn(DateTimeZone zone) =>
        new(
            Item(),
            Time("returned_at", null, zone).At,
            Optional(Code("office", required: false)),
            Optional(Code("reason", required: false).ToLowerInvariant())
        );

    private static string? Optional(string text) => text.Length == 0 ? null : text;

    private string Item()
    {
        switch (S10Item.Parse(row["item"]))
        {
            case S10Reading.Valid valid:
                return valid.Item.ToString();
            case S10Reading.Refused refused:
                Add("item", refused.Code, refused.Message);
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
            Add(
                "file",
                "manifest_name_wrong",
                "Expected: the name of a manifest, MAN_BUREAU_YYYYMMDD_SEQ_E.csv."
            );
        }

        return name;
    }

    private string Status()
    {
        var status = Code("status", required: false);
        if (status is not (Accepted or Refused))
        {
            Add("status", "status_unknown", "Expected: accepted or refused.");
        }

        return status;
    }

    private int? Grams()
    {
        var text = Code("weight_found", required: false);
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var grams))
        {
            return grams;
        }

        Add("weight_found", "number_wrong", "Whole grams are expected.");
        return null;
    }

    private long? Centimes()
    {
        var text = Code("postage_charged", required: false);
        if (text.Length == 0)
        {
            return null;
        }

        if (
            decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var dirhams
            )
            && dirhams <= 1_000_000
            && dirhams * 100 == decimal.Truncate(dirhams * 100)
        )
        {
            return (long)(dirhams * 100);
        }

        Add("postage_charged", "amount_wrong", "Dirhams with a point and two digits are expected: 23.20");
        return null;
    }

    private WallClockTime Time(string column, string? country, DateTimeZone zone)
    {
        if (WallClock.Read(FieldText.Code(row[column]), country, zone) is { } time)
        {
            return time;
        }

        Add(column, "time_wrong", "Expected: 2026-11-23T14:05:00, local time, or with Z.");
        return default;
    }

    private string Code(string column, bool required)
    {
        var text = FieldText.Code(Text(column));
        if (required && text.Length == 0)
        {
            Add(column, "field_missing", "The field must not be empty.");
        }

        if (FieldText.IsExcelDamaged(text))
        {
            Add(
                column,
                "spreadsheet_damage",
                "A spreadsheet turned this code into a rounded number; the original is lost."
            );
        }

        return text;
    }

    private string Text(string column)
    {
        var text = row[column];
        if (FieldText.HasControl(text))
        {
            Add(column, "control_character", "The field holds a control character.");
        }

        if (text.Length > MaxText)
        {
            Add(column, "field_too_long", $"The field has more than {MaxText} characters.");
        }

        return text;
    }

    private void Add(string? column, string code, string message) =>
        problems.Add(new RowProblem(row.Line, column, code, message));
}
