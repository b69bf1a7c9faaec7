using Adapters.Exchange;
using Hub.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>One file of ours, without its bytes.</summary>
internal sealed record SentFile(
    string Partner,
    FileKind Kind,
    string Name,
    int Sequence,
    string Sha256,
    FileState State,
    DateTimeOffset CreatedAt
)
{
    /// <summary>Must the partner's journal know it? It answered, so it has received it.</summary>
    public bool MustBeKnown =>
        Kind is FileKind.MAN or FileKind.REQ && State is FileState.Acknowledged or FileState.Refused;

    /// <summary>Every file we ever composed.</summary>
    public static async Task<IReadOnlyList<SentFile>> ReadAsync(HubDb db, CancellationToken ct) =>
        await db
            .ExchangeFiles.Where(f => f.Direction == FileDirection.Out)
            .OrderBy(f => f.CreatedAt)
            .ThenBy(f => f.Sequence)
            .Select(f => new SentFile(f.Partner, f.Kind, f.Name, f.Sequence, f.Sha256, f.State, f.CreatedAt))
            .ToListAsync(ct);
}
