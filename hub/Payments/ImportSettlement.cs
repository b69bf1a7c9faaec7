using System.Security.Cryptography;
using Adapters.Exchange;
using Adapters.Payments;
using Hub.Audit;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>
/// A provider's settlement file arrives. It is kept byte for byte and taken once; its good rows are booked in one
/// transaction, its bad rows are refused by line and column.
/// </summary>
internal sealed class ImportSettlement(HubStore store, BookSettlement book)
{
    /// <summary>How settlement files are called among received payloads.</summary>
    public const string Channel = "settlement";

    private const string Provider = "cmi";
    private const int MaxNameLength = 200;
    private const int Chunk = 500;

    /// <summary>Takes a file.</summary>
    /// <param name="name">As its sender called it; shown, never used as a path.</param>
    /// <param name="actor">Who hands it in.</param>
    public Task<ImportSettlementResult> RunAsync(
        string name,
        byte[] content,
        string actor,
        CancellationToken ct
    )
    {
        var reading = SettlementFile.Read(content);
        var arrival = new Arrival(
            Channel,
            Provider,
            name.Length <= MaxNameLength ? name : name[..MaxNameLength],
            content
        );
        return store.WriteAsync(session => DecideAsync(arrival, reading, actor, session, ct), ct);
    }

    private async Task<ImportSettlementResult> DecideAsync(
        Arrival arrival,
        SettlementReading reading,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        // Two nodes, or a node and a person, may hold the same file: one takes it, the other finds it taken.
        await session.TakeTurnAsync();
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(arrival.Content));
        if (await session.Db.SettlementImports.FirstOrDefaultAsync(i => i.Sha256 == sha256, ct) is { } known)
        {
            ReceivedPayload.Keep(session, arrival, PayloadOutcome.Duplicate, "file_duplicate");
            return new ImportSettlementResult.Duplicate(known.Name);
        }

        if (!reading.IsReadable)
        {
            var problem = reading.Problems[0];
            ReceivedPayload.Keep(session, arrival, PayloadOutcome.Rejected, problem.Code, Place(problem));
            return new ImportSettlementResult.Unreadable(problem);
        }

        return await TakeAsync(arrival, sha256, reading, actor, session, ct);
    }

    private async Task<ImportSettlementResult> TakeAsync(
        Arrival arrival,
        string sha256,
        SettlementReading reading,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        var (attempts, repeated) = await CompareAsync(reading.Rows, session.Db, ct);
        List<RowProblem> problems =
        [
            .. reading
                .Problems.Concat(
                    repeated.Select(row => new RowProblem(
                        row.Line,
                        null,
                        "row_repeated",
                        "Another file has told the same money."
                    ))
                )
                .OrderBy(problem => problem.Line),
        ];
        var first = problems.Count > 0 ? problems[0] : null;
        var place = first is null ? null : Place(first);
        var payload = ReceivedPayload.Keep(session, arrival, PayloadOutcome.Processed, first?.Code, place);
        var import = new SettlementImport
        {
            Id = session.NewId(),
            Name = arrival.Key!,
            Sha256 = sha256,
            PayloadId = payload.Id,
            ReceivedBy = actor,
            ReceivedAt = session.Now,
            Rows = reading.Rows.Count - repeated.Count,
            Problems = problems,
        };
        session.Db.SettlementImports.Add(import);
        foreach (var row in reading.Rows.Where(row => !repeated.Contains(row)))
        {
            var attempt = attempts.GetValueOrDefault(row.Oid);
            await book.RunAsync(Keep(row, import, attempt, session), attempt, session, ct);
        }

        return new ImportSettlementResult.Taken(import.Rows, problems);
    }

    /// <summary>The attempts that rows speak of, and the rows that another file has told before.</summary>
    private static async Task<(
        Dictionary<string, PaymentAttempt> Attempts,
        HashSet<SettlementRow> Repeated
    )> CompareAsync(IReadOnlyList<SettlementRow> rows, HubDb db, CancellationToken ct)
    {
        var attempts = new Dictionary<string, PaymentAttempt>(StringComparer.Ordinal);
        var repeated = new HashSet<SettlementRow>();
        foreach (var group in rows.GroupBy(r => r.Oid, StringComparer.Ordinal).Chunk(Chunk))
        {
            var oids = Array.ConvertAll(group, g => g.Key);
            foreach (var attempt in await db.PaymentAttempts.Where(a => oids.Contains(a.Oid)).ToListAsync(ct))
            {
                attempts.Add(attempt.Oid, attempt);
            }

            var told = (
                await db.SettlementLines.AsNoTracking().Where(l => oids.Contains(l.Oid)).ToListAsync(ct)
            ).ToLookup(l => l.Oid, StringComparer.Ordinal);
            repeated.UnionWith(
                group.SelectMany(g => g.Where(row => told[g.Key].Any(line => line.Says(row))))
            );
        }

        return (attempts, repeated);
    }

    private static SettlementLine Keep(
        SettlementRow row,
        SettlementImport import,
        PaymentAttempt? attempt,
        WriteSession session
    )
    {
        var line = new SettlementLine
        {
            Id = session.NewId(),
            ImportId = import.Id,
            Line = row.Line,
            ReceivedAt = session.Now,
            Date = SettlementLine.DayOf(row),
            Oid = row.Oid,
            Type = row.Type,
            GrossCentimes = row.GrossCentimes,
            CommissionCentimes = row.CommissionCentimes,
            NetCentimes = row.NetCentimes,
            SettleId = row.SettleId,
            AttemptId = attempt?.Id,
        };
        session.Db.SettlementLines.Add(line);
        return line;
    }

    private static string Place(RowProblem problem) =>
        $"Line {problem.Line}{(problem.Column is null ? "" : ", " + problem.Column)}: {problem.Message}";
}

/// <summary>What came of a settlement file.</summary>
internal abstract record ImportSettlementResult
{
    private ImportSettlementResult() { }

    /// <summary>Its good rows are booked.</summary>
    public sealed record Taken(int Rows, IReadOnlyList<RowProblem> Problems) : ImportSettlementResult;

    /// <summary>The same bytes were taken before, under this name.</summary>
    public sealed record Duplicate(string Name) : ImportSettlementResult;

    /// <summary>Nothing of it could be taken.</summary>
    public sealed record Unreadable(RowProblem Problem) : ImportSettlementResult;
}
