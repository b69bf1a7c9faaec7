using System.Globalization;
using Adapters.Exchange;
using Hub.Identity;
using Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Pages.Post;

/// <summary>The claim file that is handed to the post: one line per letter, with the proof that it was posted.</summary>
internal static class ClaimFiles
{
    private const int MaxExported = 10_000;

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

    /// <summary>Maps `/claims.csv`.</summary>
    public static void MapClaims(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/claims.csv", ExportAsync)
            .RequireAuthorization(Policies.Billing)
            .ExcludeFromDescription();

    private static async Task<FileContentHttpResult> ExportAsync(HubStore store, CancellationToken ct)
    {
        var claims = await store.ReadAsync(db => ClaimSearch.RunAsync(db, true, MaxExported, ct));
        return TypedResults.File(CsvSheet.Write(columns, claims.Select(ToFields)), "text/csv", "claims.csv");
    }

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
