namespace Hub.Work;

/// <summary>
/// Makes one call after another, fairly: a slow line holds its own slots and nothing that others could use, and what nobody
/// waits for (webhooks, messages) leaves half of the node's calls to orders, however many endpoints hang.
/// </summary>
internal sealed class PartnerCalls(
    PartnerBreaker breaker,
    IReadOnlyDictionary<string, IWorkHandler> handlers,
    TimeProvider clock,
    WorkOptions options
) : IDisposable
{
    private readonly SemaphoreSlim free = new(options.Concurrency);
    private readonly SemaphoreSlim freeForUnawaited = new(Math.Max(1, options.Concurrency / 2));

    /// <summary>One try, when it is its turn. Throws when the partner is silent or broken.</summary>
    public async Task<WorkOutcome> TryAsync(WorkItem item, DateTimeOffset claimedAt, CancellationToken ct)
    {
        // First the line's own slot: who waits for a slow partner holds nothing else.
        using var slot = await breaker.EnterAsync(item.Line, ct);
        using var unawaited = item.InstanceId is null ? await Slot.EnterAsync(freeForUnawaited, ct) : null;
        using var call = await Slot.EnterAsync(free, ct);
        if (breaker.OpenUntil(item.Line) is { } until)
        {
            return new WorkOutcome.Later(until, "partner_left_alone");
        }

        if (clock.GetUtcNow() - claimedAt > options.Lease / 2)
        {
            // The lease might end in the middle of the try.
            return new WorkOutcome.Later(clock.GetUtcNow(), "line_slow");
        }

        var outcome = await CallAsync(item, ct);
        breaker.Succeeded(item.Line);
        return outcome;
    }

    /// <summary>
    /// A try failed. What was promised to come when it is due comes then, also to an endpoint that fails all the time.
    /// </summary>
    public void NoteFailure(WorkItem item)
    {
        if (handlers.GetValueOrDefault(item.Type) is not { Retries.IsPromised: true })
        {
            breaker.Failed(item.Line);
        }
    }

    public void Dispose()
    {
        free.Dispose();
        freeForUnawaited.Dispose();
    }

    private async Task<WorkOutcome> CallAsync(WorkItem item, CancellationToken ct)
    {
        if (!handlers.TryGetValue(item.Type, out var handler))
        {
            return new WorkOutcome.Refused(
                "unknown_work_type",
                $"No step handles '{item.Type}'.",
                Workflows.Feel.FeelContext.Empty
            );
        }

        using var timeout = new CancellationTokenSource(options.TryTimeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        // A second try means that the first ended without an answer: ask before sending again.
        var known = item.Attempt > 1 ? await handler.CheckAsync(item, either.Token) : null;
        return known ?? await handler.RunAsync(item, either.Token);
    }
}
