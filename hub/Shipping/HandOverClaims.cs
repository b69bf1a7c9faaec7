using System.Security.Cryptography;
using System.Text;
using Hub.Storage;

namespace Hub.Shipping;

/// <summary>
/// Hands the open claims to the post that it does not have yet: the file's bytes are kept with who gave it to whom, and when.
/// Each claim is in one file only, whoever presses the button meanwhile.
/// </summary>
internal sealed class HandOverClaims(HubStore store)
{
    /// <summary>Letters in one file at the most; the rest goes into the next.</summary>
    public const int MaxLetters = 10_000;

    /// <summary>Characters of whoever takes it.</summary>
    public const int MaxName = 200;

    private const string Counter = "claim-handovers";

    /// <summary>Composes the file and notes that it was handed over.</summary>
    /// <param name="handedTo">The person or service at the post.</param>
    /// <param name="actor">Who hands it over.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<HandOverClaimsResult> RunAsync(string handedTo, string actor, CancellationToken ct) =>
        handedTo.Trim() is not { Length: > 0 and <= MaxName } to
            ? new HandOverClaimsResult.Refused("handed_to_missing")
            : await store.WriteAsync(session => HandOverAsync(to, actor, session, ct), ct);

    private static async Task<HandOverClaimsResult> HandOverAsync(
        string handedTo,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        await session.Dialect.LockKeysAsync(session.Transaction, [Turn]);
        var claims = await ClaimSearch.RunAsync(session.Db, ClaimFilter.NotHandedOver, MaxLetters, ct);
        if (claims.Count == 0)
        {
            return new HandOverClaimsResult.Refused("claims_none_open");
        }

        var content = ClaimFile.Write(claims);
        var handover = new ClaimHandover
        {
            Id = session.NewId(),
            Number = await session.NextNumberAsync(Counter, 1, ct),
            HandedTo = handedTo,
            HandedOverBy = actor,
            HandedOverAt = session.Now,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            Content = content,
        };
        handover.Lines.AddRange(
            claims.Select(claim => new ClaimHandoverLine
            {
                HandoverId = handover.Id,
                ShipmentId = claim.Letter.Id,
                ClaimOpenedAt = claim.Letter.ClaimOpenedAt!.Value,
            })
        );
        session.Db.ClaimHandovers.Add(handover);
        return new HandOverClaimsResult.HandedOver(handover);
    }

    private static long Turn { get; } =
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes("claim-handovers")), 0);
}

/// <summary>What came of it.</summary>
internal abstract record HandOverClaimsResult
{
    private HandOverClaimsResult() { }

    /// <summary>The file is kept; its bytes are what the post has.</summary>
    public sealed record HandedOver(ClaimHandover Handover) : HandOverClaimsResult;

    /// <summary>Nothing was handed over: <c>handed_to_missing</c> or <c>claims_none_open</c>.</summary>
    public sealed record Refused(string Code) : HandOverClaimsResult;
}
