using Hub.Audit;
using Hub.Exchange;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Partners;

/// <summary>
/// Everything that was not taken, newest first: payloads and files that arrived, wholly or for some rows, and files of ours
/// that a partner refused.
/// </summary>
internal static class RefusedSearch
{
    private const int MaxRows = 200;
    private const string FileChannel = "file";
    private const string GatewayChannel = "cmi-callback";

    /// <summary>The channels by which things arrive.</summary>
    public static readonly IReadOnlyList<string> Channels =
    [
        "portal-api",
        GatewayChannel,
        "agency-callback",
        "sms-payment-callback",
        "settlement",
        "bureau-rest",
        "desk",
        ImportRanges.Channel,
        FileChannel,
    ];

    /// <summary>
    /// Has the refusal more to say than its code, such as the place in a file? What a payment report is refused for is wholly
    /// said by the code, in the reader's language.
    /// </summary>
    public static bool SaysMore(string channel) => !channel.EndsWith("-callback", StringComparison.Ordinal);

    /// <summary>What matches, newest first.</summary>
    public static async Task<IReadOnlyList<RefusedRow>> RunAsync(
        HubDb db,
        string? text,
        string? channel,
        CancellationToken ct
    )
    {
        var key = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        var payloads = await db
            .ReceivedPayloads.Where(p => p.Outcome != PayloadOutcome.Duplicate && p.Code != null)
            .Where(p => string.IsNullOrEmpty(channel) || p.Channel == channel)
            .Where(p => key == null || p.Key == key || p.Partner == key || p.Code == key)
            .OrderByDescending(p => p.ReceivedAt)
            .Take(MaxRows)
            .Select(p => new RefusedRow(
                "/refused/" + p.Id,
                p.ReceivedAt,
                p.Channel,
                p.Partner,
                p.Key,
                p.Code,
                p.Message,
                p.Outcome == PayloadOutcome.Quarantined ? "quarantined"
                    : p.Outcome == PayloadOutcome.Rejected ? "rejected"
                    : "rows"
            ))
            .ToListAsync(ct);
        var files =
            string.IsNullOrEmpty(channel) || channel == FileChannel ? await FilesAsync(db, key, ct) : [];
        return [.. payloads.Concat(files).OrderByDescending(row => row.At).Take(MaxRows)];
    }

    /// <summary>Files of ours that the partner refused; those that arrived stand among the payloads.</summary>
    private static async Task<IEnumerable<RefusedRow>> FilesAsync(HubDb db, string? key, CancellationToken ct)
    {
        var files = await db
            .ExchangeFiles.Where(f => f.Direction == FileDirection.Out && f.State == FileState.Refused)
            .Where(f => key == null || f.Name == key || f.Partner == key)
            .OrderByDescending(f => f.CreatedAt)
            .Take(MaxRows)
            .Select(f => new
            {
                f.Id,
                f.CreatedAt,
                f.Partner,
                f.Name,
                f.Problems,
            })
            .ToListAsync(ct);
        return files.Select(f => new RefusedRow(
            "/files/" + f.Id,
            f.CreatedAt,
            FileChannel,
            f.Partner,
            f.Name,
            f.Problems.FirstOrDefault()?.Code,
            f.Problems.FirstOrDefault()?.Message,
            "rejected"
        ));
    }
}

/// <summary>Something that was not taken.</summary>
/// <param name="Link">Where it is shown in full.</param>
/// <param name="Code">Why, stable.</param>
/// <param name="Message">Where it is wrong and what would be right.</param>
/// <param name="Fate"><c>rejected</c>, <c>quarantined</c>, or <c>rows</c> when only some of its rows were refused.</param>
internal sealed record RefusedRow(
    string Link,
    DateTimeOffset At,
    string Channel,
    string Partner,
    string? Key,
    string? Code,
    string? Message,
    string Fate
);
