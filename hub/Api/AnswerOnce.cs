using Hub.Audit;
using Hub.Catalogue;
using Hub.Portal;
using Hub.Sealing;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Api;

/// <summary>
/// Answers every call once: what it does, its evidence and its answer are one transaction; the same call again hears the
/// same answer, from whichever node, also after a crash between the commit and the reply.
/// </summary>
internal sealed class AnswerOnce(
    HubStore store,
    GroupCommit group,
    CallsInFlight inFlight,
    ReferenceCatalogue catalogue,
    Seals seals,
    IOptions<PortalOptions> options
)
{
    /// <summary>How portals' calls are called among received payloads.</summary>
    public const string Channel = "portal-api";

    /// <summary>Answers with <paramref name="effect"/>, in a commit shared with others.</summary>
    public Task<PortalAnswer> RunGroupedAsync(PortalCall call, PortalEffect effect, CancellationToken ct) =>
        RunAsync(call, effect, group.WriteAsync, ct);

    /// <summary>Answers with <paramref name="effect"/>, in a transaction of its own: it holds rows others may want.</summary>
    public Task<PortalAnswer> RunAloneAsync(PortalCall call, PortalEffect effect, CancellationToken ct) =>
        RunAsync(call, effect, store.WriteAsync, ct);

    /// <summary>
    /// Refuses a call of a known portal before anybody judged it, and keeps it (reliability.md, I9): somebody there waits for
    /// an order and will ask what became of it.
    /// </summary>
    /// <remarks>
    /// Not kept are 401, 403 and 429: anybody may send these as often as they like, and the bodies would fill the store.
    /// They are counted (<see cref="RefusedCalls"/>).
    /// </remarks>
    public Task<PortalAnswer> RefuseAsync(
        ApiProblem problem,
        Arrival arrival,
        string language,
        CancellationToken ct
    ) =>
        store.WriteAsync(
            session =>
            {
                var answer = Refuse(problem, language);
                ReceivedPayload.Keep(
                    session,
                    arrival,
                    PayloadOutcome.Rejected,
                    answer.Code,
                    answer.Note?.Length > 0 ? answer.Note : null
                );
                return Task.FromResult(answer);
            },
            ct
        );

    /// <summary>A problem in the caller's language.</summary>
    public PortalAnswer Refuse(ApiProblem problem, string language) =>
        PortalAnswer.Of(problem, language, catalogue.Texts);

    private async Task<PortalAnswer> RunAsync(
        PortalCall call,
        PortalEffect effect,
        Func<Func<WriteSession, Task<PortalAnswer>>, CancellationToken, Task<PortalAnswer>> write,
        CancellationToken ct
    )
    {
        using var entered = inFlight.TryEnter(call.ClientId, call.Key);
        if (entered is null)
        {
            return await RefuseAsync(
                ApiProblem.Conflict("request_in_flight") with
                {
                    RetryAfter = 1,
                },
                call.ToArrival(),
                call.Language,
                ct
            );
        }

        if (await HeardBeforeAsync(call, ct) is { } before)
        {
            return before;
        }

        try
        {
            return await write(session => AnswerAsync(call, effect, session, ct), ct);
        }
        catch (Exception exception) when (store.Dialect.IsUniqueViolation(exception))
        {
            // Another node was faster, with this key or with another one for the same thing: what it did is visible now.
            return await HeardBeforeAsync(call, ct)
                ?? await write(session => AnswerAsync(call, effect, session, ct), ct);
        }
    }

    private async Task<PortalAnswer?> HeardBeforeAsync(PortalCall call, CancellationToken ct)
    {
        var now = store.Now;
        var stored = await store.ReadAsync(db =>
            db.StoredAnswers.FirstOrDefaultAsync(
                a => a.ClientId == call.ClientId && a.Key == call.Key && a.ExpiresAt > now,
                ct
            )
        );
        if (stored is null)
        {
            return null;
        }

        if (!IdempotencyKeys.IsSameCall(stored, call))
        {
            return await RefuseAsync(
                new ApiProblem(StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused"),
                call.ToArrival(),
                call.Language,
                ct
            );
        }

        if (call.Archived)
        {
            await store.WriteAsync(
                session =>
                {
                    ReceivedPayload.Keep(session, call.ToArrival(), PayloadOutcome.Duplicate, "heard_before");
                    return Task.CompletedTask;
                },
                ct
            );
        }

        return PortalAnswer.Again(stored, seals);
    }

    private async Task<PortalAnswer> AnswerAsync(
        PortalCall call,
        PortalEffect effect,
        WriteSession session,
        CancellationToken ct
    )
    {
        await session
            .Db.StoredAnswers.Where(a =>
                a.ClientId == call.ClientId && a.Key == call.Key && a.ExpiresAt <= session.Now
            )
            .ExecuteDeleteAsync(ct);
        var answer = await effect(session, ct);
        if (call.Archived)
        {
            ReceivedPayload.Keep(
                session,
                call.ToArrival(),
                answer.Code is null ? PayloadOutcome.Processed : PayloadOutcome.Rejected,
                answer.Code,
                answer.Note,
                answer.OrderId
            );
        }

        session.Db.StoredAnswers.Add(
            new StoredAnswer
            {
                ClientId = call.ClientId,
                Key = call.Key,
                Route = call.Route,
                RequestHash = call.RequestHash,
                Status = answer.Status,
                Headers = new Dictionary<string, string>(answer.Headers),
                Body = answer.Seal(call, seals),
                CreatedAt = session.Now,
                ExpiresAt = session.Now + options.Value.KeepAnswers,
            }
        );
        return answer;
    }
}
