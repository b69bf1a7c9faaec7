using System.Security.Cryptography;
using Hub.Audit;
using Hub.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>I9: whatever came in is kept, and exactly one thing became of it.</summary>
internal sealed class PayloadOutcomes : IInvariant
{
    private const string FileChannel = "file";

    public string Id => "I9";
    public string Rule => "Every payload received is kept with its hash and has exactly one outcome";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        var violations = new List<string>();
        await PayloadsAsync(evidence, violations, ct);
        await FilesAsync(evidence.Db, violations, ct);
        if (evidence.Files is { } areas)
        {
            await AreasAsync(evidence.Db, areas, violations, ct);
        }

        return new Verdict.Counted(violations, evidence.Files is null ? Evidence.NoFiles : null);
    }

    private static async Task PayloadsAsync(Evidence evidence, List<string> violations, CancellationToken ct)
    {
        var large = new List<ReceivedPayload>();
        await foreach (var payload in evidence.Db.ReceivedPayloads.AsAsyncEnumerable().WithCancellation(ct))
        {
            var where = Describe(payload);
            if (payload is { Channel: FileChannel, Content.Length: 0 })
            {
                large.Add(payload);
            }
            else if (!IsKept(payload.Content, payload))
            {
                violations.Add($"{where}: the kept bytes are not those of its hash");
            }

            if (!Enum.IsDefined(payload.Outcome))
            {
                violations.Add($"{where}: nothing became of it");
            }
            else if (payload.Outcome == PayloadOutcome.Rejected && payload.Code is null)
            {
                violations.Add($"{where}: rejected without a code");
            }
        }

        foreach (var payload in large)
        {
            if (!IsKept([], payload) && !await IsInPartsAsync(evidence.Db, payload, ct))
            {
                violations.Add($"{Describe(payload)}: the kept bytes are not those of its hash");
            }
        }
    }

    private static string Describe(ReceivedPayload payload) =>
        $"{payload.Channel} {payload.Key} of {payload.Partner} at {payload.ReceivedAt:u}";

    /// <summary>Bytes whose time was over are gone by right.</summary>
    private static bool IsKept(byte[] content, ReceivedPayload payload) =>
        payload.PurgedAt is not null || Convert.ToHexStringLower(SHA256.HashData(content)) == payload.Sha256;

    /// <summary>A large file is kept once, in parts, with the row of the file.</summary>
    private static async Task<bool> IsInPartsAsync(HubDb db, ReceivedPayload payload, CancellationToken ct)
    {
        var file = await db
            .ExchangeFiles.Where(f =>
                f.Partner == payload.Partner
                && f.Direction == FileDirection.In
                && f.Name == payload.Key
                && f.Sha256 == payload.Sha256
            )
            .Select(f => (Guid?)f.Id)
            .FirstOrDefaultAsync(ct);
        if (file is null)
        {
            return false;
        }

        using var body = await FileContents.OpenAsync(db, file.Value, ct);
        return body.Sha256 == payload.Sha256;
    }

    /// <summary>A decided file was decided once; hearing it again is a duplicate.</summary>
    private static async Task FilesAsync(HubDb db, List<string> violations, CancellationToken ct)
    {
        var files = await db
            .ExchangeFiles.Where(f => f.Direction == FileDirection.In && f.State != FileState.Held)
            .Select(f => new
            {
                f.Partner,
                f.Name,
                f.State,
            })
            .ToListAsync(ct);
        var outcomes = (
            await db
                .ReceivedPayloads.Where(p => p.Channel == FileChannel)
                .Select(p => new
                {
                    p.Partner,
                    p.Key,
                    p.Outcome,
                })
                .ToListAsync(ct)
        ).ToLookup(p => (p.Partner, p.Key ?? ""), p => p.Outcome);
        foreach (var named in files.GroupBy(f => (f.Partner, f.Name)))
        {
            var heard = outcomes[named.Key].ToList();
            var processed = named.Count(f => f.State == FileState.Processed);
            var quarantined = named.Count(f => f.State == FileState.Quarantined);
            if (heard.Count(o => o == PayloadOutcome.Processed) != processed)
            {
                violations.Add($"{named.Key.Partner} {named.Key.Name}: processed, but not exactly once");
            }
            else if (heard.Count(o => o == PayloadOutcome.Quarantined) < quarantined)
            {
                violations.Add($"{named.Key.Partner} {named.Key.Name}: set apart without an outcome");
            }
        }

        var known = files.Select(f => (f.Partner, f.Name)).ToHashSet();
        violations.AddRange(
            outcomes
                .Where(g => !known.Contains(g.Key))
                .Select(g => $"{g.Key.Partner} {g.Key.Item2}: no such file")
        );
    }

    /// <summary>Every file in a partner's tree is one we know, byte for byte.</summary>
    private static async Task AreasAsync(
        HubDb db,
        FileAreas areas,
        List<string> violations,
        CancellationToken ct
    )
    {
        var known = await db
            .ExchangeFiles.Select(f => new
            {
                f.Partner,
                f.Name,
                f.Sha256,
            })
            .ToListAsync(ct);
        var hashes = known.Select(f => (f.Partner, f.Name, f.Sha256)).ToHashSet();
        foreach (var file in areas.Files())
        {
            if (!hashes.Contains((file.Partner, file.Name, await file.HashAsync(ct))))
            {
                violations.Add(
                    $"{file.Partner}/{file.Folder}/{file.Name} lies there and is not in our books"
                );
            }
        }
    }
}
