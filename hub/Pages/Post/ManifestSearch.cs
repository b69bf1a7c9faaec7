using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Post;

/// <summary>The list of manifests, newest first.</summary>
internal static class ManifestSearch
{
    private const int MaxRows = 200;

    /// <summary>The states by which the list may be narrowed.</summary>
    public static readonly IReadOnlyList<string> States = ["open", "closed", "accepted", "refused"];

    /// <summary>The manifests of <paramref name="bureauCode"/>, or of all when it is null.</summary>
    public static async Task<IReadOnlyList<ManifestRow>> RunAsync(
        HubDb db,
        string? bureauCode,
        string? text,
        string? state,
        CancellationToken ct
    )
    {
        var manifests = db.Manifests.Where(m => bureauCode == null || m.BureauCode == bureauCode);
        if (Enum.TryParse<ManifestState>(state, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted))
        {
            manifests = manifests.Where(m => m.State == wanted);
        }

        if (!string.IsNullOrWhiteSpace(text))
        {
            var key = text.Trim().ToUpperInvariant();
            var item = key.Replace(" ", "", StringComparison.Ordinal);
            manifests = manifests.Where(m =>
                m.BureauCode == key || m.FileName == text.Trim() || m.Lines.Any(l => l.Item == item)
            );
        }

        return await manifests
            .OrderByDescending(m => m.Id)
            .Take(MaxRows)
            .Select(m => new ManifestRow(
                m.Id,
                m.BureauCode,
                m.State,
                m.DepositDate,
                m.ClosesAt,
                m.ClosedAt,
                m.FileName,
                m.RefusalCode,
                m.Lines.Count(l => l.State != LineState.Voided),
                m.Lines.Count(l => l.State == LineState.Accepted),
                m.Lines.Count(l => l.State == LineState.Refused)
            ))
            .ToListAsync(ct);
    }

    /// <summary>A tone of `Status`.</summary>
    public static string Tone(ManifestState state) =>
        state switch
        {
            ManifestState.Open => "busy",
            ManifestState.Closed => "warn",
            ManifestState.Accepted => "ok",
            ManifestState.Refused => "bad",
        };

    /// <summary>A tone of `Status`.</summary>
    public static string Tone(LineState state) =>
        state switch
        {
            LineState.Listed => "busy",
            LineState.Accepted => "ok",
            LineState.Refused => "bad",
            LineState.Voided => "quiet",
        };
}

/// <summary>One manifest of the list.</summary>
internal sealed record ManifestRow(
    Guid Id,
    string BureauCode,
    ManifestState State,
    DateOnly DepositDate,
    DateTimeOffset ClosesAt,
    DateTimeOffset? ClosedAt,
    string? FileName,
    string? RefusalCode,
    int Items,
    int Accepted,
    int Refused
);
