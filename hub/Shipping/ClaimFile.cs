using System.Globalization;
using Adapters.Exchange;

namespace Hub.Shipping;

/// <summary>The claim file that is handed to the post: one line per letter, with the proof that it was posted (domain.md §5.6).</summary>
internal static class ClaimFile
{
    private static readonly string[] columns =
    [
        "item",
        "shipment_ref",
        "service",
        "country",
        "manifest",
        "deposit_date",
        "accepted_at",
        "office",
        "weight_found",
        "postage_charged",
        "last_event",
        "last_event_at",
        "last_event_office",
        "claim_opened_at",
    ];

    /// <summary>The bytes of the file.</summary>
    public static byte[] Write(IEnumerable<ClaimRow> claims) =>
        CsvSheet.Write(columns, claims.Select(ToFields));

    private static string[] ToFields(ClaimRow claim) =>
        [
            claim.Letter.Item,
            claim.Letter.Ref,
            claim.Letter.Service,
            claim.Letter.Address.Country,
            claim.Manifest?.FileName ?? "",
            claim.Manifest?.DepositDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
            Moment(claim.Line?.AnsweredAt),
            claim.Line?.Office ?? "",
            claim.Line?.WeightFound?.ToString(CultureInfo.InvariantCulture) ?? "",
            claim.Line?.PostageChargedCentimes is { } charged
                ? (charged / 100m).ToString("0.00", CultureInfo.InvariantCulture)
                : "",
            claim.LastEvent?.Code ?? "",
            Moment(claim.LastEvent?.At),
            claim.LastEvent?.Office ?? "",
            Moment(claim.Letter.ClaimOpenedAt),
        ];

    private static string Moment(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "";
}
