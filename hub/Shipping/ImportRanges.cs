using Adapters.Exchange;
using Adapters.Post;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Shipping;

/// <summary>
/// Takes over a range file of the post: new blocks are added, known ones keep the count of what they have given out, and
/// blocks that share numbers with one we ever had are refused: a number is never given out twice, let alone within the 24
/// months that the postal union asks for (domain.md §5.1).
/// </summary>
internal sealed class ImportRanges(HubStore store, IOptions<ShippingOptions> options)
{
    /// <summary>A range file is a handful of lines.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Imports a file; its good lines are applied even when others are refused, unless it cannot be read at all.</summary>
    public Task<RangeImport> RunAsync(ReadOnlyMemory<byte> file, string actor, CancellationToken ct) =>
        store.WriteAsync(session => ApplyAsync(file, actor, session, ct), ct);

    private async Task<RangeImport> ApplyAsync(
        ReadOnlyMemory<byte> file,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        // Of nodes that start together the second finds what the first has imported.
        await session.TakeTurnAsync();
        var known = await session
            .Db.NumberRanges.Select(r => new ItemNumberRange(r.Prefix, r.From, r.To, r.ValidFrom))
            .ToListAsync(ct);
        var reading = NumberRangeFile.Read(file, known);
        foreach (var range in reading.Ranges)
        {
            session.Db.NumberRanges.Add(
                new NumberRange
                {
                    Id = session.NewId(),
                    Prefix = range.Prefix,
                    From = range.From,
                    To = range.To,
                    Next = range.From,
                    ValidFrom = range.ValidFrom,
                    ImportedAt = session.Now,
                    ImportedBy = actor,
                }
            );
        }

        if (reading.Ranges.Count > 0)
        {
            await session.SaveBusinessRowsAsync(ct);
            await SettleLowStockAsync(actor, session, ct);
        }

        return new RangeImport(
            reading.Ranges.Count,
            reading.Ranges.Sum(r => (long)r.Count),
            reading.Problems
        );
    }

    /// <summary>The alarm of low stock is over when there is stock again.</summary>
    private async Task SettleLowStockAsync(string actor, WriteSession session, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(session.Now.UtcDateTime);
        var left = await session
            .Db.NumberRanges.Where(r => r.ValidFrom <= today)
            .SumAsync(r => (long)r.To - r.Next + 1, ct);
        if (left < options.Value.LowStock)
        {
            return;
        }

        foreach (
            var incident in await session
                .Db.Incidents.Where(i => i.Code == ItemNumbers.LowStockCode && i.ResolvedAt == null)
                .ToListAsync(ct)
        )
        {
            (incident.ResolvedAt, incident.ResolvedBy) = (session.Now, actor);
            incident.Resolution = "range_imported";
        }
    }
}

/// <summary>What came of importing a range file.</summary>
/// <param name="Ranges">New blocks.</param>
/// <param name="Numbers">Numbers in them.</param>
/// <param name="Problems">Refused lines, or why the file is unreadable.</param>
internal sealed record RangeImport(int Ranges, long Numbers, IReadOnlyList<RowProblem> Problems);
