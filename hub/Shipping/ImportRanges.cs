using Adapters.Exchange;
using Adapters.Post;
using Hub.Audit;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Shipping;

/// <summary>
/// Takes over a range file of the post: new blocks are added, known ones keep the count of what they have given out, and
/// blocks that share numbers with one we ever had are refused: a number is never given out twice, let alone within the 24
/// months that the postal union asks for (domain.md §5.1).
/// </summary>
internal sealed class ImportRanges(
    HubStore store,
    DepositCalendar deposits,
    IOptions<ShippingOptions> options
)
{
    /// <summary>A range file is a handful of lines.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>By which channel a file of ranges comes that a person hands in.</summary>
    public const string Channel = "post-ranges";

    /// <summary>How many wrong lines are told; a file with more is another kind of file.</summary>
    public const int MaxTold = 50;

    /// <summary>Imports a file whole or not at all: when any of its lines is refused, none is applied.</summary>
    public Task<RangeImport> RunAsync(ReadOnlyMemory<byte> file, string actor, CancellationToken ct) =>
        store.WriteAsync(session => ApplyAsync(file, actor, session, ct), ct);

    /// <summary>Imports a file that a person hands in; it is kept with what came of it.</summary>
    /// <param name="name">As the person calls it.</param>
    public Task<RangeImport> ReceiveAsync(string name, byte[] file, string actor, CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                var import = await ApplyAsync(file, actor, session, ct);
                var kept = ReceivedPayload.Keep(
                    session,
                    new Arrival(Channel, "post", name, file),
                    import.Problems.Count > 0 ? PayloadOutcome.Rejected
                        : import.Ranges > 0 ? PayloadOutcome.Processed
                        : PayloadOutcome.Duplicate,
                    import.Problems is [var first, ..] ? first.Code : null,
                    import.Problems.Count > 0 ? Words(import.Problems) : null
                );
                return import with { PayloadId = kept.Id };
            },
            ct
        );

    /// <summary>What is wrong with a file that was handed in, line by line, as the ranges stand now.</summary>
    public async Task<IReadOnlyList<RowProblem>> ProblemsOfAsync(Guid payloadId, CancellationToken ct) =>
        await store.ReadAsync(async db =>
            await db
                .ReceivedPayloads.Where(p => p.Id == payloadId && p.Channel == Channel)
                .Select(p => p.Content)
                .FirstOrDefaultAsync(ct)
                is { } file
                ? NumberRangeFile.Read(file, await KnownAsync(db, ct)).Problems
                : []
        );

    private static string Words(IReadOnlyList<RowProblem> problems)
    {
        var told = problems.Take(MaxTold).Select(p => $"{p.Line}: {p.Column}: {p.Code}: {p.Message}");
        var rest = problems.Count > MaxTold ? $" … {problems.Count - MaxTold} more" : "";
        return string.Join(' ', told) + rest;
    }

    private static Task<List<ItemNumberRange>> KnownAsync(HubDb db, CancellationToken ct) =>
        db.NumberRanges.Select(r => new ItemNumberRange(r.Prefix, r.From, r.To, r.ValidFrom)).ToListAsync(ct);

    private async Task<RangeImport> ApplyAsync(
        ReadOnlyMemory<byte> file,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        // Of nodes that start together the second finds what the first has imported.
        await session.TakeTurnAsync();
        var reading = NumberRangeFile.Read(file, await KnownAsync(session.Db, ct));
        if (reading.Problems.Count > 0)
        {
            return new RangeImport(0, 0, reading.Problems);
        }

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

        return new RangeImport(reading.Ranges.Count, reading.Ranges.Sum(r => (long)r.Count), []);
    }

    /// <summary>The alarm of low stock is over when there is stock again.</summary>
    private async Task SettleLowStockAsync(string actor, WriteSession session, CancellationToken ct)
    {
        var today = deposits.DayOf(session.Now);
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
/// <param name="Problems">Every refused line, or why the file is unreadable; when there is one, nothing was applied.</param>
internal sealed record RangeImport(int Ranges, long Numbers, IReadOnlyList<RowProblem> Problems)
{
    /// <summary>The file as it was kept; null when nobody handed it in.</summary>
    public Guid? PayloadId { get; init; }
}
